package dev.trustline.events.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;
import java.util.Optional;

/**
 * Switch the device’s Wi-Fi connections on or off.
 *
 * @param udid        the device
 * @param host        the host that is asked
 * @param enabled     the wanted setting
 * @param requestedBy who asked
 */
public record WifiSetRequested(Udid udid, String host, boolean enabled, String requestedBy) implements PairingCommand {
    public WifiSetRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(requestedBy, "requestedBy");
    }

    @Override
    public EventType type() {
        return EventType.WIFI_SET_REQUESTED;
    }

    @Override
    @JsonIgnore
    public Optional<Udid> device() {
        return Optional.of(udid);
    }
}
