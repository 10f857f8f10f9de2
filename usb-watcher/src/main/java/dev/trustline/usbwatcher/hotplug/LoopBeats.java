package dev.trustline.usbwatcher.hotplug;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Which loops still turn over: each beats at every turn, and leaves when it ends on purpose. Thread-safe. */
public final class LoopBeats {
    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** {@code nanos} is a monotonic clock. */
    public LoopBeats(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** This loop turned over. */
    public void beat(String loop) {
        last.put(loop, nanos.getAsLong());
    }

    /** This loop has ended on purpose. */
    public void leave(String loop) {
        last.remove(loop);
    }

    /** Loops that have not turned over for longer than this. */
    public List<String> silentFor(Duration limit) {
        long now = nanos.getAsLong();
        return last.entrySet().stream().filter(e -> now - e.getValue() > limit.toNanos()).map(Map.Entry::getKey).sorted().toList();
    }
}
