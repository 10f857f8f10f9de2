package dev.trustline.trust.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Asking a host to do something with one device. */
@Path("/api/v1/trust/{udid}/{host}/commands")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
public class CommandResource {

    private final CommandDesk desk;
    private final ObjectReader requests;

    public CommandResource(CommandDesk desk, ObjectMapper mapper) {
        this.desk = desk;
        this.requests = mapper.readerFor(CommandRequest.class);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask the host to pair, verify, unpair, approve or refuse")
    @APIResponse(responseCode = "202", description = "on its way; ask for its outcome under commands/{id}", content = @Content(schema = @Schema(implementation = CommandItem.class)))
    @APIResponse(responseCode = "400", description = "the request is wrong", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "404", description = "no such relation", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "409", description = "not as things are now", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response give(@PathParam("udid") String udid, @PathParam("host") String host,
            @RequestBody(content = @Content(schema = @Schema(implementation = CommandRequest.class))) String body,
            @HeaderParam("traceparent") String traceparent, @Context SecurityContext security) throws SQLException {
        CommandItem item = desk.give(Parameters.key(udid, host), read(body), security.getUserPrincipal().getName(), traceparent);
        return Response.accepted(item).location(URI.create("/api/v1/commands/" + item.id())).build();
    }

    /** Read here and not by the framework, whose own answers to a malformed body are no problem documents. */
    private CommandRequest read(String body) {
        try {
            return requests.readValue(body);
        } catch (JsonProcessingException e) {
            throw ApiProblem.badRequest("The body is no command: send {\"command\": \"pair\"}, and \"attempt\" as a number for approve and refuse.");
        }
    }
}
