package dev.trustline.events.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;
import java.util.Optional;

/**
 * Begin no attempts, with one device or with all.
 *
 * @param udid        the device; {@code null} for the whole host
 * @param host        the host that is asked
 * @param requestedBy who asked
 */
public record HoldRequested(Udid udid, String host, String requestedBy) implements PairingCommand {
    public HoldRequested {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(requestedBy, "requestedBy");
    }

    @Override
    public EventType type() {
        return EventType.HOLD_REQUESTED;
    }

    @Override
    @JsonIgnore
    public Optional<Udid> device() {
        return Optional.ofNullable(udid);
    }
}
