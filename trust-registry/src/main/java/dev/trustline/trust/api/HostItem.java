package dev.trustline.trust.api;

import dev.trustline.trust.store.LabQueries.HostHold;
import dev.trustline.trust.store.LabQueries.ReportedService;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A lab host as REST shows it.
 *
 * @param host     the host
 * @param silent   whether none of its services reports any more
 * @param attached how many phones are on its cables, as far as is known
 * @param held     that no device is paired there until somebody releases the host; absent if it is not held
 * @param services its services as they last reported
 */
@Schema(requiredProperties = {"host", "silent", "attached", "services"})
public record HostItem(String host, boolean silent, int attached, HostHold held, List<ReportedService> services) {

    static HostItem of(String host, List<ReportedService> services, int attached, HostHold held) {
        return new HostItem(host, services.stream().allMatch(ReportedService::silent), attached, held, services);
    }
}
