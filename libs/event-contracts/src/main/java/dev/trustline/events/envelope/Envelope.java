package dev.trustline.events.envelope;

import java.time.Instant;
import java.util.Optional;

/**
 * The CloudEvents attributes of one event. {@code time} is the producer's clock and only ever shown; order comes from
 * {@code id}. {@code previous} is the sequence of the process' last acknowledged event on the same subject, 0 for none; on
 * the wire it is a field of the data. Optional attributes are empty when absent. Immutable.
 *
 * @param id           unique together with {@code source}
 * @param source       who wrote it
 * @param time         the producer's clock
 * @param previous     0 or a sequence of the same epoch
 * @param causationId  id of the event or command that led here
 * @param targetHost   the host that a command is for
 * @param expiryTime   until when a command may be acted on
 * @param traceparent  W3C trace context, as {@link TraceParent} writes it; what is none is not read
 */
public record Envelope(
        EventId id,
        EventSource source,
        Instant time,
        long previous,
        Optional<String> causationId,
        Optional<String> targetHost,
        Optional<Instant> expiryTime,
        Optional<String> traceparent) {

    /** An envelope with the attributes that every event has. */
    public static Envelope of(EventId id, EventSource source, Instant time, long previous) {
        return new Envelope(id, source, time, previous, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, caused by that event. */
    public Envelope causedBy(String eventId) {
        return new Envelope(id, source, time, previous, Optional.of(eventId), targetHost, expiryTime, traceparent);
    }

    /** The same, addressed to a host until a time. */
    public Envelope addressedTo(String host, Instant until) {
        return new Envelope(id, source, time, previous, causationId, Optional.of(host), Optional.of(until), traceparent);
    }

    /** The same, as part of that W3C trace. */
    public Envelope tracedBy(String parent) {
        return new Envelope(id, source, time, previous, causationId, targetHost, expiryTime, Optional.of(parent));
    }
}
