package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * The device’s question about a backup is gone: answered, cancelled or timed out.
 *
 * @param udid the device
 * @param host the host
 */
public record BackupConsentResolved(Udid udid, String host) implements PairingResult {
    public BackupConsentResolved {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.BACKUP_CONSENT_RESOLVED;
    }

    @Override
    public String subject() {
        return udid.value();
    }
}
