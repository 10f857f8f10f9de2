package dev.trustline.trust.api;

import dev.trustline.trust.ladder.Fault;
import dev.trustline.trust.store.LadderQueries;
import dev.trustline.trust.store.LadderQueries.RungCount;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

/** Which step of the help ladder helped which devices. */
@Path("/api/v1/ladder")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "help")
public class LadderResource {

    private final LadderQueries queries = new LadderQueries();
    private final DataSource dataSource;

    public LadderResource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @GET
    @Operation(summary = "Which step was the last before trust, how often, by model and system version")
    @APIResponse(responseCode = "200", description = "all counts", content = @Content(schema = @Schema(implementation = LadderPage.class)))
    public Response counts(@Context Request request) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return ETags.answer(request, new LadderPage(queries.counts(connection).stream().map(LadderItem::of).toList()));
        }
    }

    /** All counts. */
    @Schema(requiredProperties = "items")
    public record LadderPage(List<LadderItem> items) {}

    /**
     * How often a step helped.
     *
     * @param productType    the model, absent where the device did not say
     * @param productVersion its system then, absent where the device did not say
     * @param fault          what had been wrong
     * @param number         the step, 1 to 6; absent where trust came without one, by a late tap for example
     * @param rung           its name
     * @param times          how often
     */
    @Schema(requiredProperties = {"fault", "times"})
    public record LadderItem(String productType, String productVersion, Fault fault, Integer number, String rung, long times) {
        static LadderItem of(RungCount c) {
            return new LadderItem(c.productType(), c.productVersion(), c.fault(), c.rung() == null ? null : c.rung().number(),
                    c.rung() == null ? null : c.rung().wireText(), c.times());
        }
    }
}
