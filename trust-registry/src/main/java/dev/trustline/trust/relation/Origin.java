package dev.trustline.trust.relation;

import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.EventId;
import java.time.Instant;
import java.util.Objects;

/**
 * Where an event came from and when.
 *
 * @param id          its number in its process' order
 * @param previous    sequence of the process' last acknowledged event on the same subject, 0 for none
 * @param at          when the broker took it
 * @param evidence    its source and id, {@code <source>#<id>}
 * @param causationId id of the event or command that led to it, {@code null} if none
 * @param traceparent W3C trace context, {@code null} if it has none
 */
public record Origin(EventId id, long previous, Instant at, String evidence, String causationId, String traceparent) {

    public Origin {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** The same, as part of that trace; {@code null} for none. */
    public Origin tracedBy(String parent) {
        return new Origin(id, previous, at, evidence, causationId, parent);
    }

    /** The origin of an event that the broker took at that time. */
    public static Origin of(Envelope envelope, Instant at) {
        return new Origin(envelope.id(), envelope.previous(), at, envelope.source() + "#" + envelope.id(),
                envelope.causationId().orElse(null), envelope.traceparent().orElse(null));
    }
}
