package dev.trustline.events.producer;

import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers everything that one process writes. An event takes its number when it is made, not when it is sent; one that is
 * sent again keeps it. Thread-safe; events of one subject must be sent one after the other.
 */
public final class EventNumbering {
    private final EventSource source;
    private final long epoch;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    /** Numbers from 1 in this epoch. */
    public EventNumbering(EventSource source, long epoch, Clock clock) {
        this.source = source;
        this.epoch = epoch;
        this.clock = clock;
    }

    /** The next number, for a snapshot that is taken now and sent later. */
    public EventId next() {
        return new EventId(epoch, sequence.incrementAndGet());
    }

    /** An envelope with the next number, for an event about this subject. */
    public Envelope envelope(String subject) {
        return envelope(subject, next());
    }

    /** An envelope with a number taken before. */
    public Envelope envelope(String subject, EventId id) {
        return Envelope.of(id, source, clock.instant(), acknowledged.getOrDefault(subject, 0L));
    }

    /** Kafka has acknowledged this event: it is the next one's {@code previous}. */
    public void acknowledged(String subject, EventId id) {
        acknowledged.merge(subject, id.sequence(), Math::max);
    }

    /** This process' epoch. */
    public long epoch() {
        return epoch;
    }

    /** This process. */
    public EventSource source() {
        return source;
    }
}
