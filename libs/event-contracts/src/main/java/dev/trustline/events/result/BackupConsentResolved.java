package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * The device’s question about a backup is gone: answered, cancelled or timed out.
 *
 * @param udid       the device
 * @param host       the host
 * @param outOfSight {@code true} if it was not seen to go: the cable is out or the device hung up; {@code null} if it was
 */
public record BackupConsentResolved(Udid udid, String host, Boolean outOfSight) implements PromptResult {
    public BackupConsentResolved {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    /** It was seen to go. */
    public BackupConsentResolved(Udid udid, String host) {
        this(udid, host, null);
    }

    @Override
    public EventType type() {
        return EventType.BACKUP_CONSENT_RESOLVED;
    }
}
