package dev.trustline.lockdown.usbmux;

import dev.trustline.lockdown.plist.PlistDict;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A device that usbmuxd knows at this moment.
 *
 * @param deviceId usbmuxd's number for this attachment: another one after every plug, meaningless to other daemons
 * @param udid in canonical form, see {@link DeviceSerial}
 * @param connectionType cable or network
 * @param locationId with usbmuxd the USB bus number shifted left by 16, plus the address on it; 0 if not told
 * @param productId the USB product id; 0 if not told
 * @param speed of the USB connection, bits per second; 0 if not told
 */
public record UsbmuxDevice(
        int deviceId, String udid, ConnectionType connectionType, long locationId, int productId, long speed) {

    /** Empty for an entry without a usable DeviceID or with a serial that is no UDID, such as a device in restore mode. */
    static Optional<UsbmuxDevice> from(PlistDict attached) {
        PlistDict properties = attached.dict("Properties").orElse(PlistDict.empty());
        OptionalLong id = attached.integer("DeviceID");
        Optional<String> udid = properties.string("SerialNumber").flatMap(DeviceSerial::toUdid);
        if (udid.isEmpty() || id.isEmpty() || id.getAsLong() != (int) id.getAsLong()) {
            return Optional.empty();
        }
        boolean network = properties.string("ConnectionType").filter("Network"::equals).isPresent();
        return Optional.of(new UsbmuxDevice((int) id.getAsLong(), udid.get(),
                network ? ConnectionType.NETWORK : ConnectionType.USB,
                properties.integer("LocationID").orElse(0),
                (int) properties.integer("ProductID").orElse(0),
                properties.integer("ConnectionSpeed").orElse(0)));
    }
}
