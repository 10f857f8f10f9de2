package dev.trustline.trust.api;

import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.presence.Presence;
import dev.trustline.trust.store.LabQueries;
import dev.trustline.trust.store.LabQueries.AskedCounts;
import dev.trustline.trust.store.LabQueries.HostHold;
import dev.trustline.trust.store.LabQueries.ReportedService;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The lab's hosts and the devices on their cables. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "lab")
public class LabResource {

    private final DataSource dataSource;
    private final LabQueries queries;

    public LabResource(DataSource dataSource, TrustConfig config) {
        this.dataSource = dataSource;
        this.queries = new LabQueries(config.hostSilentAfter());
    }

    @GET
    @Path("/hosts")
    @Operation(summary = "Every host that ever reported, with its services")
    @APIResponse(responseCode = "200", description = "all hosts", content = @Content(schema = @Schema(implementation = HostPage.class)))
    public Response hosts(@Context Request request) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Map<String, Integer> attached = queries.attached(connection);
            Map<String, List<ReportedService>> byHost = queries.services(connection).stream()
                    .collect(Collectors.groupingBy(ReportedService::host, TreeMap::new, Collectors.toList()));
            Map<String, HostHold> held = queries.held(connection);
            attached.keySet().forEach(host -> byHost.putIfAbsent(host, List.of()));
            List<HostItem> items = byHost.entrySet().stream()
                    .map(e -> HostItem.of(e.getKey(), e.getValue(), attached.getOrDefault(e.getKey(), 0), held.get(e.getKey())))
                    .toList();
            return ETags.answer(request, new HostPage(items));
        }
    }

    @GET
    @Path("/devices")
    @Operation(summary = "Devices and the hosts at which they were seen, in the order of UDID")
    @APIResponse(responseCode = "200", description = "a page", content = @Content(schema = @Schema(implementation = DevicePage.class)))
    public Response devices(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context Request request)
            throws SQLException {
        int wanted = Parameters.limit(limit);
        String after = cursor == null ? "" : Parameters.udidAt(cursor).value();
        try (Connection connection = dataSource.getConnection()) {
            TreeMap<String, List<Presence>> byUdid = queries.presence(connection, after, wanted + 1).stream()
                    .collect(Collectors.groupingBy(p -> p.key().udid().value(), TreeMap::new, Collectors.toList()));
            Map<String, AskedCounts> asked = queries.asked(connection, byUdid.keySet());
            List<DeviceItem> items = byUdid.entrySet().stream()
                    .limit(wanted)
                    .map(e -> DeviceItem.of(e.getKey(), e.getValue(), asked.getOrDefault(e.getKey(), AskedCounts.NEVER)))
                    .toList();
            String next = byUdid.size() > wanted ? Parameters.cursor(items.get(wanted - 1).udid()) : null;
            return ETags.answer(request, new DevicePage(items, next));
        }
    }

    /** All hosts. */
    @Schema(requiredProperties = "items")
    public record HostPage(List<HostItem> items) {}

    /** A page of devices. */
    @Schema(requiredProperties = "items")
    public record DevicePage(List<DeviceItem> items, String next) {}
}
