package dev.trustline.usbwatcher.hotplug;

import dev.trustline.events.envelope.EventId;
import java.util.List;

/**
 * The complete list, taken in one step with its number: it contains exactly the changes with a smaller number. Immutable.
 *
 * @param id      its number
 * @param devices what is attached, ordered by UDID
 */
public record AttachedSnapshot(EventId id, List<DeviceSighting> devices) {
    public AttachedSnapshot {
        devices = List.copyOf(devices);
    }
}
