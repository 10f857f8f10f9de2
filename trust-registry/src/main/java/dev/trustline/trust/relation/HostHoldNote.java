package dev.trustline.trust.relation;

import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.HostReleased;
import java.time.Instant;
import java.util.Optional;

/**
 * What a host last said of pairing all its devices: held, or released again.
 *
 * @param host   the host
 * @param since  when the broker took it; {@code null} if pairing is not held
 * @param heldBy who or which rule holds, {@code null} if it is not held
 * @param why    one sentence for a person, {@code null} if it is not held
 * @param said   its number: a later one is newer
 */
public record HostHoldNote(String host, Instant since, String heldBy, String why, EventId said) {

    /** What this result says of it; empty if it is about something else. */
    static Optional<HostHoldNote> of(ReceivedResult result) {
        if (result.data() instanceof HostHeld held) {
            return Optional.of(new HostHoldNote(held.host(), result.origin().at(), held.heldBy(), held.why(), result.origin().id()));
        }
        return result.data() instanceof HostReleased released
                ? Optional.of(new HostHoldNote(released.host(), null, null, null, result.origin().id()))
                : Optional.empty();
    }

    /** The newer one of two; a hold that is only said again keeps its beginning. */
    HostHoldNote orNewer(HostHoldNote other) {
        HostHoldNote newer = said.compareTo(other.said) >= 0 ? this : other;
        HostHoldNote older = newer == this ? other : this;
        return newer.since == null || older.since == null ? newer
                : new HostHoldNote(newer.host, older.since, newer.heldBy, newer.why, newer.said);
    }
}
