package dev.trustline.events.device;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a device is reached. Only a USB device can be paired. */
public enum Connection {
    USB,
    NETWORK;

    @JsonValue
    public String wireText() {
        return name().toLowerCase(Locale.ROOT);
    }
}
