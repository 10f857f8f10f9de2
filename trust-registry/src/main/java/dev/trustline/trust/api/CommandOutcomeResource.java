package dev.trustline.trust.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of a command. */
@Path("/api/v1/commands")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
public class CommandOutcomeResource {

    private final CommandDesk desk;

    public CommandOutcomeResource(CommandDesk desk) {
        this.desk = desk;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "What became of a command")
    @APIResponse(responseCode = "200", description = "the command", content = @Content(schema = @Schema(implementation = CommandItem.class)))
    @APIResponse(responseCode = "404", description = "no such command", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response show(@PathParam("id") String id, @Context Request request) throws SQLException {
        return ETags.answer(request, desk.find(id));
    }
}
