package dev.trustline.trust.api;

import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.CommandRows;
import dev.trustline.trust.store.LabQueries;
import dev.trustline.trust.store.LadderQueries;
import dev.trustline.trust.store.TrustQueries;
import dev.trustline.trust.store.TrustQueries.SeenRelation;
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
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One relation in one document, to be handed to whoever helps. */
@Path("/api/v1/trust/{udid}/{host}/support-bundle")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "help")
public class BundleResource {

    private static final int TRANSITIONS = 200;
    private static final int COMMANDS = 100;

    private final CommandRows commands = new CommandRows();
    private final LadderQueries ladder = new LadderQueries();
    private final DataSource dataSource;
    private final TrustQueries relations;
    private final LabQueries lab;
    private final String version;

    public BundleResource(DataSource dataSource, TrustConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.dataSource = dataSource;
        this.relations = new TrustQueries(config.hostSilentAfter());
        this.lab = new LabQueries(config.hostSilentAfter());
        this.version = version;
    }

    @GET
    @Operation(summary = "Everything about one relation that a supporter needs, in one document", description = "State, history with timings, commands, "
            + "what was seen of cable and host, versions and problems. No keys, no HostID or SystemBUID in any form, no passwords, and not the owner's name of the device.")
    @APIResponse(responseCode = "200", description = "the bundle", content = @Content(schema = @Schema(implementation = BundleItem.class)))
    @APIResponse(responseCode = "404", description = "no such relation", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response bundle(@PathParam("udid") String udid, @PathParam("host") String host, @Context Request request) throws SQLException {
        RelationKey key = Parameters.key(udid, host);
        try (Connection connection = dataSource.getConnection()) {
            return ETags.answer(request, bundle(connection, key));
        }
    }

    private BundleItem bundle(Connection connection, RelationKey key) throws SQLException {
        HelpItem help = HelpResource.item(ladder, connection, key);
        TrustQueries.Filter all = new TrustQueries.Filter(Optional.of(key.udid()), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        List<SeenRelation> everywhere = relations.list(connection, all, COMMANDS);
        SeenRelation here = relations.find(connection, key).orElseThrow();
        return new BundleItem(version, TrustItem.unnamed(here),
                everywhere.stream().filter(r -> !r.relation().key().equals(key)).map(TrustItem::unnamed).toList(), help,
                relations.history(connection, key, Long.MAX_VALUE, TRANSITIONS).stream().map(TransitionItem::of).toList(),
                commands.list(connection, key, CommandResource.NEWEST, COMMANDS).stream().map(c -> CommandItem.of(c, null)).toList(),
                BundleItem.Seen.of(ladder.facts(connection, List.of(key)).get(key)),
                lab.services(connection).stream().filter(s -> s.host().equals(key.host())).map(BundleItem::withoutIdentity).toList(),
                lab.held(connection).get(key.host()));
    }
}
