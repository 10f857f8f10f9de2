package dev.trustline.events.result;

import dev.trustline.events.EventType;
import java.util.Objects;

/**
 * Pairing is held on a whole host until somebody releases it: no attempt begins, verifying goes on. Answers a
 * {@code hold.requested} without a device, or says that a rule of the host held it.
 *
 * @param host   the host
 * @param heldBy who or which rule holds, as {@link DeviceWords} cleans it: {@code person:operator} or {@code rule:host-identity-lost}
 * @param why    one sentence for a person
 */
public record HostHeld(String host, String heldBy, String why) implements PairingResult {
    public HostHeld {
        Objects.requireNonNull(host, "host");
        heldBy = DeviceWords.clean(Objects.requireNonNull(heldBy, "heldBy"));
        Objects.requireNonNull(why, "why");
    }

    @Override
    public EventType type() {
        return EventType.HOST_HELD;
    }

    @Override
    public String subject() {
        return host;
    }
}
