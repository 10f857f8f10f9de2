package dev.trustline.events.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;
import java.util.Optional;

/**
 * Switch the device’s port off and on again by software.
 *
 * @param udid        the device
 * @param host        the host that is asked
 * @param requestedBy who asked
 */
public record ReplugRequested(Udid udid, String host, String requestedBy) implements PairingCommand {
    public ReplugRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(requestedBy, "requestedBy");
    }

    @Override
    public EventType type() {
        return EventType.REPLUG_REQUESTED;
    }

    @Override
    @JsonIgnore
    public Optional<Udid> device() {
        return Optional.of(udid);
    }
}
