package dev.trustline.usbwatcher.hotplug;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One device: its open cable sessions, what was last published about it, and how restless it is. Guarded by the tracker. */
final class TrackedDevice {
    private final Udid udid;
    private final Map<SightingKey, DeviceSighting> sessions = new LinkedHashMap<>();
    private final Deque<Long> changes = new ArrayDeque<>();
    private DeviceSighting published;
    private HeldChange held;

    TrackedDevice(Udid udid) {
        this.udid = udid;
    }

    Udid udid() {
        return udid;
    }

    /** Opens a session; true if the device is now somewhere else, or there anew. */
    boolean see(SightingKey key, DeviceSighting sighting) {
        DeviceSighting known = sessions.put(key, sighting);
        return (known == null || !known.isSamePlaceAs(sighting)) && Objects.equals(best(), sighting);
    }

    /** Ends a session; true if that changes where the device is. */
    boolean lose(SightingKey key) {
        DeviceSighting before = best();
        sessions.remove(key);
        return !Objects.equals(before, best());
    }

    /** Where it is: the newest session by cable, else the newest by network, else {@code null}. */
    DeviceSighting best() {
        DeviceSighting best = null;
        for (DeviceSighting sighting : sessions.values()) {
            if (best == null || sighting.connection() == Connection.USB || best.connection() != Connection.USB) {
                best = sighting;
            }
        }
        return best;
    }

    DeviceSighting published() {
        return published;
    }

    void publish() {
        published = best();
        held = null;
    }

    void hold(HeldChange change) {
        held = change;
    }

    HeldChange held() {
        return held;
    }

    /** Counts a change; true if the cable flaps. A cable that flaps does so until it has been quiet. */
    boolean countChange(long now, FlapPolicy policy) {
        changes.addLast(now);
        while (now - changes.peekFirst() > policy.window().toNanos()) {
            changes.removeFirst();
        }
        return held != null || changes.size() >= policy.changes();
    }

    boolean isQuiet(long now, FlapPolicy policy) {
        return changes.isEmpty() || now - changes.peekLast() >= policy.settle().toNanos();
    }

    boolean isForgettable(long now, FlapPolicy policy) {
        return published == null && held == null && sessions.isEmpty() && isQuiet(now, policy);
    }

    /** A change that waits for the cable to come to rest. */
    record HeldChange(HotplugOrigin origin, DeviceChange.Notice notice) {}
}
