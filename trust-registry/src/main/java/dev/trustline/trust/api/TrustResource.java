package dev.trustline.trust.api;

import dev.trustline.events.TrustStatus;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.relation.StateTransition;
import dev.trustline.trust.store.TrustQueries;
import dev.trustline.trust.store.TrustQueries.SeenRelation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which device trusts which host, and how it came to that. */
@Path("/api/v1/trust")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "trust")
public class TrustResource {

    private final DataSource dataSource;
    private final TrustQueries queries;

    public TrustResource(DataSource dataSource, TrustConfig config) {
        this.dataSource = dataSource;
        this.queries = new TrustQueries(config.hostSilentAfter());
    }

    @GET
    @Operation(summary = "Relations, in the order of UDID and host", description = "All filters must match. expiring: the device forgets the host within 5 days if no session comes before. Page with next as cursor.")
    @APIResponse(responseCode = "200", description = "a page", content = @Content(schema = @Schema(implementation = TrustPage.class)))
    public Response list(@QueryParam("udid") String udid, @QueryParam("host") String host, @Parameter(schema = @Schema(implementation = TrustStatus.class)) @QueryParam("state") String state,
            @Parameter(schema = @Schema(implementation = Boolean.class)) @QueryParam("expiring") String expiring,
            @QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context Request request) throws SQLException {
        TrustQueries.Filter filter = new TrustQueries.Filter(
                Optional.ofNullable(udid).map(Parameters::udid),
                Optional.ofNullable(host).map(Parameters::host),
                Optional.ofNullable(state).map(Parameters::state),
                Optional.ofNullable(expiring).map(e -> Parameters.bool("expiring", e)),
                Optional.ofNullable(cursor).map(Parameters::keyAt));
        int wanted = Parameters.limit(limit);
        try (Connection connection = dataSource.getConnection()) {
            List<SeenRelation> found = queries.list(connection, filter, wanted + 1);
            List<SeenRelation> shown = found.size() > wanted ? found.subList(0, wanted) : found;
            String next = found.size() > wanted ? Parameters.cursor(shown.get(wanted - 1).relation().key().toString()) : null;
            return ETags.answer(request, new TrustPage(shown.stream().map(TrustItem::of).toList(), next));
        }
    }

    @GET
    @Path("/{udid}/{host}")
    @Operation(summary = "One relation")
    @APIResponse(responseCode = "200", description = "the relation", content = @Content(schema = @Schema(implementation = TrustItem.class)))
    @APIResponse(responseCode = "404", description = "no such relation", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response show(@PathParam("udid") String udid, @PathParam("host") String host, @Context Request request) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            SeenRelation found = queries.find(connection, Parameters.key(udid, host))
                    .orElseThrow(() -> ApiProblem.notFound("Nothing is known about this device at this host."));
            return ETags.answer(request, TrustItem.of(found));
        }
    }

    @GET
    @Path("/{udid}/{host}/history")
    @Operation(summary = "The transitions of one relation, newest first", description = "Beside them what the device asked its owner: a question about a backup is no loss of trust and no transition.")
    @APIResponse(responseCode = "200", description = "a page", content = @Content(schema = @Schema(implementation = HistoryPage.class)))
    @APIResponse(responseCode = "404", description = "no such relation", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response history(@PathParam("udid") String udid, @PathParam("host") String host, @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor, @Context Request request) throws SQLException {
        RelationKey key = Parameters.key(udid, host);
        int wanted = Parameters.limit(limit);
        long below = cursor == null ? Long.MAX_VALUE : Parameters.versionAt(cursor);
        try (Connection connection = dataSource.getConnection()) {
            SeenRelation seen = queries.find(connection, key)
                    .orElseThrow(() -> ApiProblem.notFound("Nothing is known about this device at this host."));
            List<StateTransition> found = queries.history(connection, key, below, wanted + 1);
            List<StateTransition> shown = found.size() > wanted ? found.subList(0, wanted) : found;
            String next = found.size() > wanted ? Parameters.cursor(Long.toString(shown.get(wanted - 1).version())) : null;
            return ETags.answer(request, new HistoryPage(shown.stream().map(TransitionItem::of).toList(), next,
                    PromptItem.backupConsent(seen), PromptItem.authenticationPrompt(seen)));
        }
    }

    /** A page of relations. */
    @Schema(requiredProperties = "items")
    public record TrustPage(List<TrustItem> items, String next) {}

    /**
     * A page of transitions, and beside them what is none.
     *
     * @param backupConsent        how often the device asked its owner about a backup; absent if never
     * @param authenticationPrompt the same of what it asked while no backup was announced
     */
    @Schema(requiredProperties = "items")
    public record HistoryPage(List<TransitionItem> items, String next, PromptItem backupConsent, PromptItem authenticationPrompt) {}
}
