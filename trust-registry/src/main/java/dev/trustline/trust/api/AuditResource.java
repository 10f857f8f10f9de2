package dev.trustline.trust.api;

import dev.trustline.trust.store.AuditQueries;
import dev.trustline.trust.store.AuditQueries.AuditRow;
import dev.trustline.trust.store.AuditQueries.Chain;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who asked for what, chained by hash. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public class AuditResource {

    private final AuditQueries queries = new AuditQueries();
    private final DataSource dataSource;

    public AuditResource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @GET
    @Operation(summary = "Who asked for what, newest first", description = "People and rules (actor rule:…). Each hash covers its row and the hash before.")
    @APIResponse(responseCode = "200", description = "a page", content = @Content(schema = @Schema(implementation = AuditPage.class)))
    public Response list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context Request request) throws SQLException {
        int wanted = Parameters.limit(limit);
        long below = cursor == null ? Long.MAX_VALUE : Parameters.versionAt(cursor);
        try (Connection connection = dataSource.getConnection()) {
            List<AuditRow> found = queries.list(connection, below, wanted + 1);
            List<AuditRow> shown = found.size() > wanted ? found.subList(0, wanted) : found;
            String next = found.size() > wanted ? Parameters.cursor(Long.toString(shown.get(wanted - 1).number())) : null;
            return ETags.answer(request, new AuditPage(shown.stream().map(AuditItem::of).toList(), next));
        }
    }

    @GET
    @Path("/chain")
    @Operation(summary = "Whether the audit is whole, and where it breaks", description = "Walks every row. Whoever can write to the database can write "
            + "the whole chain anew: keep head with its number of rows elsewhere, and compare that row's hash later.")
    @APIResponse(responseCode = "200", description = "what was found", content = @Content(schema = @Schema(implementation = AuditChain.class)))
    public Response chain(@Context Request request) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return ETags.answer(request, AuditChain.of(queries.chain(connection)));
        }
    }

    /** A page of the audit. */
    @Schema(requiredProperties = "items")
    public record AuditPage(List<AuditItem> items, String next) {}

    /**
     * One thing that was asked.
     *
     * @param number  its place in the chain, from 1
     * @param at      when, by the database's clock
     * @param actor   who, or which rule
     * @param action  the command
     * @param command its id
     * @param udid    the device, absent for a whole host
     * @param host    the host
     * @param attempt the attempt that it answers
     * @param hash    SHA-256 over this row and the hash before
     */
    @Schema(requiredProperties = {"number", "at", "actor", "action", "command", "host", "hash"})
    public record AuditItem(long number, Instant at, String actor, String action, String command, String udid, String host, Integer attempt, String hash) {
        static AuditItem of(AuditRow r) {
            return new AuditItem(r.number(), r.at(), r.actor(), r.action(), r.commandId(), r.udid(), r.host(), r.attempt(), r.hash());
        }
    }

    /**
     * What a walk along the chain found.
     *
     * @param whole    whether every row is there and as it was written
     * @param rows     how many rows were ever written
     * @param head     the hash of the newest one
     * @param brokenAt the first row that does not fit, absent where no single one is to blame
     * @param why      what was found, absent if it is whole
     */
    @Schema(requiredProperties = {"whole", "rows", "head"})
    public record AuditChain(boolean whole, long rows, String head, Long brokenAt, String why) {
        static AuditChain of(Chain c) {
            return new AuditChain(c.whole(), c.rows(), c.head(), c.brokenAt(), c.why());
        }
    }
}
