package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * The host has noted that a backup is about to begin, or that none is; answers {@code backup.announce-requested}. A fact beside the
 * trust state.
 *
 * @param udid       the device
 * @param host       the host
 * @param forSeconds how long it holds, from now on; 0 if no backup is announced any more
 */
public record BackupAnnounced(Udid udid, String host, int forSeconds) implements PairingResult {
    public BackupAnnounced {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        if (forSeconds < 0) {
            throw new IllegalArgumentException("a backup is announced for 0 seconds or more, not " + forSeconds);
        }
    }

    @Override
    public EventType type() {
        return EventType.BACKUP_ANNOUNCED;
    }

    @Override
    public String subject() {
        return udid.value();
    }
}
