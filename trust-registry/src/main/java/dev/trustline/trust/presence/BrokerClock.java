package dev.trustline.trust.presence;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The broker's time as seen from here. A record's broker timestamp is never later than the moment at which it arrives, so
 * the largest difference (timestamp − local clock) seen so far is the best estimate of how far the two clocks differ. It
 * errs to the early side: with nothing but old records to go by, the broker seems to live in the past and no host is
 * called silent too soon. Thread-safe.
 */
public final class BrokerClock {

    private static final long NOTHING_SEEN = Long.MIN_VALUE;

    private final Clock clock;
    private final AtomicLong offset = new AtomicLong(NOTHING_SEEN);

    public BrokerClock(Clock clock) {
        this.clock = clock;
    }

    /** A record with this broker timestamp (milliseconds since 1970) has just arrived. */
    public void observe(long timestamp) {
        offset.accumulateAndGet(timestamp - clock.millis(), Math::max);
    }

    /** Now, by the broker's clock; {@link Instant#EPOCH} before any record was seen. */
    public Instant now() {
        long known = offset.get();
        return known == NOTHING_SEEN ? Instant.EPOCH : Instant.ofEpochMilli(clock.millis() + known);
    }
}
