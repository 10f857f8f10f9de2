package dev.trustline.events.device;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;

/**
 * A device appeared. What it is and whether it is trusted is not said here: only the cable is known.
 *
 * @param udid           the device
 * @param host           the lab host
 * @param connection     USB, or network for devices that usbmuxd reaches by Wi-Fi
 * @param portPath       bus and ports, {@code 1-2.3}; {@code null} when the source does not know it
 * @param productId      USB product id, 0x1290 to 0x12af; {@code null} when unknown
 * @param speedMbps      USB signalling rate in Mbit/s; {@code null} when unknown
 * @param noticedAfterMs milliseconds from the cable to this event, {@code null} when not measured
 * @param hotplugSource  {@code libusb}, {@code usbmux} or {@code scan}
 */
public record DeviceAttached(
        Udid udid,
        String host,
        Connection connection,
        String portPath,
        Integer productId,
        Integer speedMbps,
        Long noticedAfterMs,
        String hotplugSource) implements DeviceEvent {
    public DeviceAttached {
        java.util.Objects.requireNonNull(udid, "udid");
        java.util.Objects.requireNonNull(host, "host");
        connection = connection == null ? Connection.USB : connection;
    }

    @Override
    public EventType type() {
        return EventType.DEVICE_ATTACHED;
    }
}
