package dev.trustline.usbwatcher.hotplug;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Compares scans with what the hot-plug events told. A difference that outlives the grace period was never heard: the events
 * are deaf. (libusb reports no error without udevd, in another network namespace or without {@code /run/udev}; its capability
 * flag is always true: measured.) While they are deaf nothing is waited for; any later event proves that they hear again. The
 * grace is for udevd, which may be seconds late on a busy machine. Not thread-safe: belongs to the scanning thread.
 */
public final class ScanReconciler {
    private final long graceNanos;
    private final Map<SightingKey, Long> suspicions = new HashMap<>();
    private boolean deaf;

    /** A difference is believed once a scan, at least this long after the first, still shows it. */
    public ScanReconciler(Duration grace) {
        this.graceNanos = grace.toNanos();
    }

    /** An event came: the events can be heard. */
    public void heard() {
        deaf = false;
    }

    /** True from the first unheard change until the next event. */
    public boolean isDeaf() {
        return deaf;
    }

    /** When a difference of the last scan will be believed if it is still there, by the scans' clock; empty if there is none. */
    public OptionalLong nextVerdict() {
        return suspicions.values().stream().mapToLong(since -> since + graceNanos).min();
    }

    /** What the events failed to tell, as of this scan. */
    public Findings reconcile(Set<SightingKey> heard, Set<SightingKey> scanned, long nowNanos) {
        Set<SightingKey> differing = difference(heard, scanned);
        suspicions.keySet().retainAll(differing);
        List<SightingKey> arrived = new ArrayList<>();
        List<SightingKey> left = new ArrayList<>();
        for (SightingKey key : differing) {
            suspicions.putIfAbsent(key, nowNanos);
            if (deaf || nowNanos - suspicions.get(key) >= graceNanos) {
                (scanned.contains(key) ? arrived : left).add(key);
            }
        }
        arrived.forEach(suspicions::remove);
        left.forEach(suspicions::remove);
        deaf |= !arrived.isEmpty() || !left.isEmpty();
        return new Findings(arrived, left);
    }

    private static Set<SightingKey> difference(Set<SightingKey> heard, Set<SightingKey> scanned) {
        Set<SightingKey> all = new HashSet<>(heard);
        all.addAll(scanned);
        all.removeIf(key -> heard.contains(key) == scanned.contains(key));
        return all;
    }

    /**
     * Changes that no event told.
     *
     * @param arrived scanned, never heard
     * @param left    heard, no longer scanned
     */
    public record Findings(List<SightingKey> arrived, List<SightingKey> left) {}
}
