package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * The device asks its owner for consent to a backup (iOS 16 and later). Never a loss of trust.
 *
 * @param udid the device
 * @param host the host
 */
public record BackupConsentRequested(Udid udid, String host) implements PairingResult {
    public BackupConsentRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.BACKUP_CONSENT_REQUESTED;
    }

    @Override
    public String subject() {
        return udid.value();
    }
}
