package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Released;

/**
 * Whether one device may be paired on this host at all: neither it is held nor the whole host. A hold outlives a restart; it
 * forbids alert and pairing, not the proof of a record. Used by its lane only.
 */
final class Holds {
    private final Udid udid;
    private final HandshakeParts parts;
    private final RelationReporter reporter;

    Holds(Udid udid, HandshakeParts parts, RelationReporter reporter) {
        this.udid = udid;
        this.parts = parts;
        this.reporter = reporter;
    }

    boolean isHeld() {
        return isHostHeld() || parts.vault().load(udid).isHeld();
    }

    /** Whether the whole host is held. */
    boolean isHostHeld() {
        return parts.hostHold().isHeld();
    }

    /** What a command is told that a hold forbids. */
    Rejection rejection() {
        return isHostHeld() ? Rejection.HOST_HELD : Rejection.HELD;
    }

    /** Who asked for the hold, as it is kept with a relation; {@code null} if nobody did. */
    String decidedBy() {
        return parts.hostHold().now().map(HostHold.Hold::by)
                .or(() -> parts.vault().load(udid).heldBy().map(RelationReporter::decider)).orElse(null);
    }

    static boolean isAboutHolds(PairingCommand command) {
        return command instanceof HoldRequested || command instanceof ReleaseRequested;
    }

    /** Holds or releases, stores that, and answers. Asking for what is already so changes nothing. */
    void obey(LaneMessage.Commanded message) {
        VaultEntry entry = parts.vault().load(udid);
        String host = parts.settings().host();
        if (message.command() instanceof HoldRequested hold) {
            if (!entry.isHeld()) {
                parts.vault().save(entry.held(hold.requestedBy()));
            }
            reporter.answer(message, new Held(udid, host));
        } else {
            if (entry.isHeld()) {
                parts.vault().save(entry.released());
            }
            reporter.answer(message, new Released(udid, host));
        }
    }
}
