package dev.trustline.trust.relation;

import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.Released;
import java.time.Instant;
import java.util.Optional;

/**
 * What a host last said of pairing one device: held, or released again.
 *
 * @param key   device and host
 * @param since when the broker took it; {@code null} if pairing is not held
 * @param said  its number: a later one is newer
 */
public record HoldNote(RelationKey key, Instant since, EventId said) {

    /** What this result says of it; empty if it is about something else. */
    static Optional<HoldNote> of(ReceivedResult result) {
        if (result.data() instanceof Held) {
            return Optional.of(new HoldNote(result.key(), result.origin().at(), result.origin().id()));
        }
        return result.data() instanceof Released
                ? Optional.of(new HoldNote(result.key(), null, result.origin().id()))
                : Optional.empty();
    }

    /** The newer one of two. */
    HoldNote orNewer(HoldNote other) {
        return said.compareTo(other.said) >= 0 ? this : other;
    }
}
