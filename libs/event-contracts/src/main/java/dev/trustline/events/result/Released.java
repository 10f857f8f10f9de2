package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * Pairing of a device is not held on this host any more. A fact beside the trust state; answers {@code release.requested}.
 *
 * @param udid the device
 * @param host the host
 */
public record Released(Udid udid, String host) implements PairingResult {
    public Released {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.RELEASED;
    }

    @Override
    public String subject() {
        return udid.value();
    }
}
