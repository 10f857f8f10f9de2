package dev.trustline.trust.api;

import dev.trustline.trust.store.OutboxRows;
import dev.trustline.trust.store.StatusQueries;
import dev.trustline.trust.store.StatusQueries.Publishing;
import dev.trustline.trust.store.StatusQueries.RetentionGap;
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

/** How the registry itself is: who publishes, what waits, what was lost. Every copy answers the same. */
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class StatusResource {

    private final StatusQueries queries = new StatusQueries();
    private final OutboxRows outbox = new OutboxRows();
    private final DataSource dataSource;

    public StatusResource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @GET
    @Operation(summary = "The registry itself", description = "A retention gap means that results were deleted before they were read: "
            + "verify the relations of that time. Newest first, at most 100.")
    @APIResponse(responseCode = "200", description = "its status", content = @Content(schema = @Schema(implementation = Status.class)))
    public Response show(@Context Request request) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return ETags.answer(request, new Status(queries.publisher(connection).orElse(null), outbox.count(connection),
                    queries.gaps(connection)));
        }
    }

    /**
     * The registry itself.
     *
     * @param publisher     the copy that publishes, absent if none ever did
     * @param outbox        events that wait to be published
     * @param retentionGaps what retention deleted before it was read
     */
    @Schema(requiredProperties = {"outbox", "retentionGaps"})
    public record Status(Publishing publisher, long outbox, List<RetentionGap> retentionGaps) {}
}
