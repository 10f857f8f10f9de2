package dev.trustline.events.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;
import java.util.Optional;

/**
 * A backup of the device is about to begin: until the time is over, what the device asks its owner counts as the question about it.
 * It is a time and no moment, so that no clock of a host decides anything.
 *
 * @param udid        the device
 * @param host        the host that is asked
 * @param forSeconds  how long, from when the host hears of it; 0 ends what was announced before
 * @param requestedBy who asked
 */
public record BackupAnnounceRequested(Udid udid, String host, int forSeconds, String requestedBy) implements PairingCommand {
    /** The longest announcement: a day, in seconds. */
    public static final int LONGEST_SECONDS = 86_400;

    public BackupAnnounceRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(requestedBy, "requestedBy");
        if (forSeconds < 0 || forSeconds > LONGEST_SECONDS) {
            throw new IllegalArgumentException("a backup is announced for 0 to " + LONGEST_SECONDS + " seconds, not " + forSeconds);
        }
    }

    @Override
    public EventType type() {
        return EventType.BACKUP_ANNOUNCE_REQUESTED;
    }

    @Override
    @JsonIgnore
    public Optional<Udid> device() {
        return Optional.of(udid);
    }
}
