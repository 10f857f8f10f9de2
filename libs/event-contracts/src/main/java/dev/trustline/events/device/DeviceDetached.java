package dev.trustline.events.device;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * A device is gone from a host's cable. It carries no description: the device cannot be asked any more.
 *
 * @param udid          the device
 * @param host          the lab host
 * @param hotplugSource {@code libusb}, {@code usbmux} or {@code scan}
 */
public record DeviceDetached(Udid udid, String host, String hotplugSource) implements DeviceEvent {
    public DeviceDetached {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.DEVICE_DETACHED;
    }
}
