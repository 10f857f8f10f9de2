package dev.trustline.trust.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The broker's time as seen from here. A record's broker timestamp is never later than the moment at which it arrives, so
 * the largest difference (timestamp − local monotonic time) seen of late is the best estimate of the broker's clock. It
 * errs to the early side: with nothing but old records to go by, the broker seems to live in the past and no host is
 * called silent too soon. This computer's own clock may step as it likes; a broker's clock that was set back is followed
 * after two windows of records. Thread-safe.
 */
public final class BrokerClock {

    /** How long a difference counts at least. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final long NOTHING_SEEN = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private long earlier = NOTHING_SEEN;
    private long latest = NOTHING_SEEN;
    private long latestSince;

    /** A clock on that monotonic time, in nanoseconds. */
    public BrokerClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A record with this broker timestamp (milliseconds since 1970) has just arrived. */
    public synchronized void observe(long timestamp) {
        long now = millis();
        if (latest == NOTHING_SEEN || now - latestSince > WINDOW.toMillis()) {
            earlier = latest;
            latest = NOTHING_SEEN;
            latestSince = now;
        }
        latest = Math.max(latest, timestamp - now);
    }

    /** Now, by the broker's clock; {@link Instant#EPOCH} before any record was seen. */
    public synchronized Instant now() {
        long known = Math.max(earlier, latest);
        return known == NOTHING_SEEN ? Instant.EPOCH : Instant.ofEpochMilli(millis() + known);
    }

    private long millis() {
        return Math.floorDiv(nanoTime.getAsLong(), 1_000_000L);
    }
}
