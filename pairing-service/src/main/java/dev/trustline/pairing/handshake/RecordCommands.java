package dev.trustline.pairing.handshake;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.util.Optional;

/**
 * Whether a record can be put back or taken over at all. The look that follows does it: a session with that record comes first.
 * Used by the device's lane only.
 */
final class RecordCommands {
    private final HandshakeParts parts;

    RecordCommands(HandshakeParts parts) {
        this.parts = parts;
    }

    static boolean isOne(PairingCommand command) {
        return command instanceof RecordRestoreRequested || command instanceof RecordAdoptRequested;
    }

    /** Why it cannot even be tried; empty if a session shows whether it can be done. */
    Optional<Rejection> obstacle(PairingCommand command, VaultEntry entry, Attachment attachment) {
        if (attachment.overNetwork()) {
            return Optional.of(Rejection.NEEDS_CABLE);
        }
        if (command instanceof RecordRestoreRequested) {
            return entry.good().isPresent() ? Optional.empty() : Optional.of(Rejection.NO_RECORD);
        }
        return parts.usbmuxd().read(attachment).fold(
                found -> found.filter(r -> isAnothers(r, entry)).isPresent() ? Optional.empty() : Optional.of(Rejection.NOTHING_TO_ADOPT),
                (kind, text) -> Optional.of(Rejection.DEVICE_UNREACHABLE),
                trouble -> Optional.of(trouble == Trouble.UNINTELLIGIBLE ? Rejection.RECORD_DOES_NOT_WORK : Rejection.DEVICE_UNREACHABLE));
    }

    /** What was adopted before may be adopted again: the command may be read again after a crash. */
    private static boolean isAnothers(PairRecord record, VaultEntry entry) {
        return entry.good().filter(g -> g.origin() != RecordFacts.Origin.ADOPTED && g.record().fingerprint().equals(record.fingerprint())).isEmpty();
    }
}
