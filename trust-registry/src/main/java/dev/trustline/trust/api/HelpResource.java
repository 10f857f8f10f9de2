package dev.trustline.trust.api;

import dev.trustline.trust.ladder.Help;
import dev.trustline.trust.ladder.Situation;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.LadderQueries;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The next step for one relation that is in trouble. */
@Path("/api/v1/trust/{udid}/{host}/help")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "help")
public class HelpResource {

    private final LadderQueries queries = new LadderQueries();
    private final DataSource dataSource;

    public HelpResource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @GET
    @Operation(summary = "What is wrong with one relation, what was tried, and the next step", description = "The steps are those of Apple's page, "
            + "one at a time; after each that is seen taken a new attempt begins by itself.")
    @APIResponse(responseCode = "200", description = "the help; without fault if nothing is wrong", content = @Content(schema = @Schema(implementation = HelpItem.class)))
    @APIResponse(responseCode = "404", description = "no such relation", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response help(@PathParam("udid") String udid, @PathParam("host") String host, @Context Request request) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return ETags.answer(request, item(queries, connection, Parameters.key(udid, host)));
        }
    }

    static HelpItem item(LadderQueries queries, Connection connection, RelationKey key) throws SQLException {
        Situation now = queries.situation(connection, key)
                .orElseThrow(() -> ApiProblem.notFound("Nothing is known about this device at this host."));
        return Help.of(now, queries.facts(connection, List.of(key)).get(key)).map(help -> HelpItem.of(key, help)).orElse(HelpItem.none(key));
    }
}
