package dev.trustline.events.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;
import java.util.Optional;

/**
 * A person forbids the alert in this attempt.
 *
 * @param udid        the device
 * @param host        the host that is asked
 * @param attempt     the attempt that this answers; void for any other
 * @param requestedBy who asked
 */
public record ApprovalRefused(Udid udid, String host, int attempt, String requestedBy) implements PairingCommand {
    public ApprovalRefused {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(requestedBy, "requestedBy");
    }

    @Override
    public EventType type() {
        return EventType.APPROVAL_REFUSED;
    }

    @Override
    @JsonIgnore
    public Optional<Udid> device() {
        return Optional.of(udid);
    }
}
