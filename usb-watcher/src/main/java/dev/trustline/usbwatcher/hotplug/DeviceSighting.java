package dev.trustline.usbwatcher.hotplug;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import java.util.Objects;

/**
 * A device as a source sees it. Immutable.
 *
 * @param udid       the device
 * @param connection by cable or by network
 * @param portPath   bus and ports, {@code 1-2.3}; {@code null} when the source does not know it
 * @param productId  USB product id; {@code null} when unknown
 * @param speedMbps  USB signalling rate in Mbit/s; {@code null} when unknown
 */
public record DeviceSighting(Udid udid, Connection connection, String portPath, Integer productId, Integer speedMbps) {
    public DeviceSighting {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(connection, "connection");
    }

    boolean isSamePlaceAs(DeviceSighting other) {
        return connection == other.connection && Objects.equals(portPath, other.portPath) && udid.equals(other.udid);
    }
}
