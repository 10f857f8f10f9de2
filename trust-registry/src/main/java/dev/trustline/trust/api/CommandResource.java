package dev.trustline.trust.api;

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

/** Asking a host to do something with one device. */
@Path("/api/v1/trust/{udid}/{host}/commands")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
public class CommandResource {

    /** Above every id, which begins with a digit. */
    static final String NEWEST = "~";

    private final CommandDesk desk;

    public CommandResource(CommandDesk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(summary = "The commands about one relation, newest first", description = "By people and by rules (requestedBy rule:…).")
    @APIResponse(responseCode = "200", description = "a page", content = @Content(schema = @Schema(implementation = CommandPage.class)))
    @APIResponse(responseCode = "404", description = "no such relation", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response list(@PathParam("udid") String udid, @PathParam("host") String host, @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor, @Context Request request) throws SQLException {
        int wanted = Parameters.limit(limit);
        String below = cursor == null ? NEWEST : Parameters.commandAt(cursor);
        List<CommandItem> found = desk.list(Parameters.key(udid, host), below, wanted + 1);
        return ETags.answer(request, CommandPage.of(found, wanted));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask the host to pair, verify, unpair, approve, refuse, hold, release, restore-record, adopt-record, wifi-on, wifi-off or unpair-lost-host",
            description = "approve lets the alert be raised; trust then means that the computer can synchronise with the device, read photos and videos, "
                    + "read and change contacts and other synchronised data, back up everything, install and remove apps and read the files that they share, "
                    + "read logs and settings, until the trust is ended. The relation lists the same as grants while it is awaiting-approval. "
                    + "Who asked is kept in /api/v1/audit.")
    @APIResponse(responseCode = "202", description = "on its way; ask for its outcome under commands/{id}", content = @Content(schema = @Schema(implementation = CommandItem.class)))
    @APIResponse(responseCode = "404", description = "no such relation", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "409", description = "not as things are now", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response give(@PathParam("udid") String udid, @PathParam("host") String host,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = CommandRequest.class))) String body,
            @HeaderParam("traceparent") String traceparent, @Context SecurityContext security) throws SQLException {
        CommandItem item = desk.give(Parameters.key(udid, host), CommandBody.read(body), security.getUserPrincipal().getName(), traceparent);
        return Response.accepted(item).location(URI.create("/api/v1/commands/" + item.id())).build();
    }

    /** A page of commands. */
    @Schema(requiredProperties = "items")
    public record CommandPage(List<CommandItem> items, String next) {

        /** The first so many, and where the next page begins if more were found. */
        static CommandPage of(List<CommandItem> found, int wanted) {
            boolean more = found.size() > wanted;
            List<CommandItem> shown = more ? found.subList(0, wanted) : found;
            return new CommandPage(shown, more ? Parameters.cursor(shown.get(wanted - 1).id()) : null);
        }
    }
}
