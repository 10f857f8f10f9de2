package dev.trustline.pairing.consent;

import dev.trustline.events.Udid;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At which port each device was last seen, as the watcher tells; usbmuxd does not know it. What usbmuxd says has gone is
 * forgotten, unless the watcher has just told of it: a device may be back by then. Thread-safe.
 */
public final class PortPaths {
    private static final long JUST = Duration.ofSeconds(1).toNanos();

    private final Map<Udid, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(String portPath, long nanos) {}

    /** The watcher sees it at this port; {@code null} if it does not know at which. */
    public void attached(Udid udid, String portPath) {
        if (portPath == null) {
            seen.remove(udid);
        } else {
            seen.put(udid, new Seen(portPath, System.nanoTime()));
        }
    }

    /** The watcher sees it no more. */
    public void detached(Udid udid) {
        seen.remove(udid);
    }

    /** usbmuxd lists it no more. */
    public void unlisted(Udid udid) {
        seen.computeIfPresent(udid, (u, s) -> System.nanoTime() - s.nanos() > JUST ? null : s);
    }

    /** The port, as far as it is known. */
    public Optional<String> of(Udid udid) {
        return Optional.ofNullable(seen.get(udid)).map(Seen::portPath);
    }
}
