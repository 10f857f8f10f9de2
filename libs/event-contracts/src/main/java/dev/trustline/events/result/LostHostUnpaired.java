package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * A host ended, on the device, the trust that the device had in another host of the lab, which is lost. It speaks for the
 * relation of {@code lostHost}; the relation of {@code host} is untouched. Answers {@code lost-host-unpair.requested}.
 *
 * @param udid     the device
 * @param host     the host that did it
 * @param lostHost the host that the device no longer knows
 * @param rawError the device's own error string as {@link DeviceWords} cleans it, {@code null} when it gave none
 */
public record LostHostUnpaired(Udid udid, String host, String lostHost, String rawError) implements PairingResult {
    public LostHostUnpaired {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(lostHost, "lostHost");
        if (lostHost.equals(host)) {
            throw new IllegalArgumentException("a host is not its own lost host");
        }
        rawError = DeviceWords.cleanOrNull(rawError);
    }

    @Override
    public EventType type() {
        return EventType.LOST_HOST_UNPAIRED;
    }

    @Override
    public String subject() {
        return udid.value();
    }
}
