package dev.trustline.trust.store;

import dev.trustline.trust.presence.ReceivedDeviceEvent;
import dev.trustline.trust.presence.ReceivedReport;
import dev.trustline.trust.relation.ReceivedResult;
import java.util.List;

/**
 * What one transaction takes in: decoded events in the order of their partitions, and how far that brings each partition.
 *
 * @param results      from {@code trustline.pairing.results}
 * @param deviceEvents from {@code trustline.usb.device-events}
 * @param reports      from {@code trustline.hosts}
 * @param offsets      one per partition
 */
public record EventBatch(
        List<ReceivedResult> results,
        List<ReceivedDeviceEvent> deviceEvents,
        List<ReceivedReport> reports,
        List<OffsetAdvance> offsets) {

    public EventBatch {
        results = List.copyOf(results);
        deviceEvents = List.copyOf(deviceEvents);
        reports = List.copyOf(reports);
        offsets = List.copyOf(offsets);
    }

    /** Whether it says anything about cables. */
    boolean concernsPresence() {
        return !deviceEvents.isEmpty() || !reports.isEmpty();
    }
}
