package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.command.BackupAnnounceRequested;
import dev.trustline.events.result.BackupAnnounced;
import dev.trustline.events.result.Rejection;
import java.time.Duration;

/**
 * The announcement of a backup of one device. It has nothing to do with trust: it is noted and answered whatever else goes on,
 * and ends no wait. Used by the device's lane only.
 */
final class Backups {
    private final Udid udid;
    private final HandshakeParts parts;
    private final RelationReporter reporter;

    Backups(Udid udid, HandshakeParts parts, RelationReporter reporter) {
        this.udid = udid;
        this.parts = parts;
        this.reporter = reporter;
    }

    /** True if the command was such an announcement, and is answered. */
    boolean obeyed(LaneMessage.Commanded message) {
        if (!(message.command() instanceof BackupAnnounceRequested announcement)) {
            return false;
        }
        VaultEntry entry = parts.vault().load(udid);
        if (entry.good().isEmpty()) {
            reporter.reject(message, IdleCommands.isKnown(entry) ? Rejection.NO_RECORD : Rejection.UNKNOWN_DEVICE, null);
        } else if (parts.backups().announce(udid, Duration.ofSeconds(announcement.forSeconds()))) {
            reporter.answer(message, new BackupAnnounced(udid, parts.settings().host(), announcement.forSeconds()));
        } else {
            reporter.reject(message, Rejection.NOT_SUPPORTED, null);
        }
        return true;
    }
}
