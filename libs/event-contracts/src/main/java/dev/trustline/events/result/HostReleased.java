package dev.trustline.events.result;

import dev.trustline.events.EventType;
import java.util.Objects;

/**
 * The hold on a whole host is over; what it held back goes on by itself. Answers a {@code release.requested} without a device.
 *
 * @param host the host
 */
public record HostReleased(String host) implements PairingResult {
    public HostReleased {
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.HOST_RELEASED;
    }

    @Override
    public String subject() {
        return host;
    }
}
