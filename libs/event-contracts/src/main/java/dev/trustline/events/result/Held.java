package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * Pairing of a device is held on this host until it is released. A fact beside the trust state; answers {@code hold.requested}.
 *
 * @param udid the device
 * @param host the host
 */
public record Held(Udid udid, String host) implements PairingResult {
    public Held {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.HELD;
    }

    @Override
    public String subject() {
        return udid.value();
    }
}
