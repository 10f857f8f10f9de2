package dev.trustline.events.result;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * The device asks its owner for consent to a backup (iOS 16 and later). Never a loss of trust.
 *
 * @param udid        the device
 * @param host        the host
 * @param announcedBy how the host knew of the backup; {@code null} from a host that does not say
 */
public record BackupConsentRequested(Udid udid, String host, BackupAnnouncement announcedBy) implements PromptResult {
    public BackupConsentRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    /** Without saying how the host knew. */
    public BackupConsentRequested(Udid udid, String host) {
        this(udid, host, null);
    }

    @Override
    public EventType type() {
        return EventType.BACKUP_CONSENT_REQUESTED;
    }
}
