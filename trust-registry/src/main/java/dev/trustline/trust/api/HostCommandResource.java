package dev.trustline.trust.api;

import dev.trustline.trust.api.CommandResource.CommandPage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Asking a whole host for something. */
@Path("/api/v1/hosts/{host}/commands")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
public class HostCommandResource {

    private final HostCommandDesk desk;

    public HostCommandResource(HostCommandDesk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(summary = "The commands to a whole host, newest first")
    @APIResponse(responseCode = "200", description = "a page", content = @Content(schema = @Schema(implementation = CommandPage.class)))
    @APIResponse(responseCode = "404", description = "no such host", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response list(@PathParam("host") String host, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor,
            @Context Request request) throws SQLException {
        int wanted = Parameters.limit(limit);
        String below = cursor == null ? CommandResource.NEWEST : Parameters.commandAt(cursor);
        List<CommandItem> found = desk.list(Parameters.host(host), below, wanted + 1);
        return ETags.answer(request, CommandPage.of(found, wanted));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask the host to hold pairing of every device, or to release it",
            description = "While a host is held no attempt begins there; verifying goes on. A hold of one device stays beside it, "
                    + "and pair and approve are rejected with host-held.")
    @APIResponse(responseCode = "202", description = "on its way; ask for its outcome under commands/{id}", content = @Content(schema = @Schema(implementation = CommandItem.class)))
    @APIResponse(responseCode = "404", description = "no such host", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response give(@PathParam("host") String host,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = CommandRequest.class))) String body,
            @HeaderParam("traceparent") String traceparent, @Context SecurityContext security) throws SQLException {
        CommandItem item = desk.give(Parameters.host(host), CommandBody.read(body), security.getUserPrincipal().getName(), traceparent);
        return Response.accepted(item).location(URI.create("/api/v1/commands/" + item.id())).build();
    }
}
