package dev.trustline.usbwatcher.libusb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells about a USB device without its node (kernel, {@code Documentation/ABI/testing/sysfs-bus-usb}): its serial
 * as read at enumeration, and for how long it has been connected. Empty elsewhere. Stateless.
 */
final class SysfsUsb {
    private final Path devices;

    SysfsUsb() {
        this(Path.of("/sys/bus/usb/devices"));
    }

    SysfsUsb(Path devices) {
        this.devices = devices;
    }

    /** The serial, if the folder of that port still belongs to this very device. */
    Optional<String> serial(UsbDevice device) {
        return read(device, "devnum").filter(Integer.toString(device.address())::equals).flatMap(n -> read(device, "serial"));
    }

    /** Milliseconds since the device was connected. */
    Optional<Long> connectedMs(UsbDevice device) {
        return read(device, "power/connected_duration").map(Long::valueOf);
    }

    private Optional<String> read(UsbDevice device, String attribute) {
        if (device.portPath() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(devices.resolve(device.portPath()).resolve(attribute), StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            return Optional.empty(); // not Linux, or the device has just gone: both are no error
        }
    }
}
