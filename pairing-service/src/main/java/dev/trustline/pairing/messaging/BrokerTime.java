package dev.trustline.pairing.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The broker's clock, as told by the time that it gave our last acknowledged record, carried on by this process' monotonic
 * clock. A host's own clock may be hours off and decides nothing. Thread-safe.
 */
public final class BrokerTime {
    private volatile Known known;

    private record Known(long brokerMillis, long atNanos) {}

    /** A record was acknowledged with this time of the broker. */
    public void acknowledged(long brokerMillis) {
        known = new Known(brokerMillis, System.nanoTime());
    }

    /** Now, by the broker; empty until something was acknowledged. */
    public Optional<Instant> now() {
        Known last = known;
        return last == null
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(last.brokerMillis()).plusNanos(System.nanoTime() - last.atNanos()));
    }

    /** This time as a clock; {@code until} something was acknowledged it tells that one's. */
    public Clock clock(Clock until) {
        return new Ticking(this, until);
    }

    /** How far this host's clock is ahead of the broker's, negative when behind; empty until something was acknowledged. */
    public Optional<Duration> lead(Instant hostNow) {
        return now().map(broker -> Duration.between(broker, hostNow));
    }

    private static final class Ticking extends Clock {
        private final BrokerTime broker;
        private final Clock until;

        private Ticking(BrokerTime broker, Clock until) {
            this.broker = broker;
            this.until = until;
        }

        @Override
        public Instant instant() {
            return broker.now().orElseGet(until::instant);
        }

        @Override
        public ZoneId getZone() {
            return until.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Ticking(broker, until.withZone(zone));
        }
    }
}
