package dev.trustline.events.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;
import java.util.Optional;

/**
 * Put the vault’s record back into usbmuxd.
 *
 * @param udid        the device
 * @param host        the host that is asked
 * @param requestedBy who asked
 */
public record RecordRestoreRequested(Udid udid, String host, String requestedBy) implements PairingCommand {
    public RecordRestoreRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(requestedBy, "requestedBy");
    }

    @Override
    public EventType type() {
        return EventType.RECORD_RESTORE_REQUESTED;
    }

    @Override
    @JsonIgnore
    public Optional<Udid> device() {
        return Optional.of(udid);
    }
}
