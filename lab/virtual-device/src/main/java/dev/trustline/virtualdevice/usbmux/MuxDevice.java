package dev.trustline.virtualdevice.usbmux;

import java.util.Optional;

/** A device as the daemon sees it, for one cable session. Safe for many threads. */
public interface MuxDevice {

    /** Canonical UDID: name of its pair record. */
    String udid();

    /** The serial number as the daemon tells it. */
    default String serial() {
        return udid();
    }

    /** Whether it is reached over the network instead of a cable. */
    boolean network();

    /** What listens on a device port (host byte order); empty means the connection is refused. */
    Optional<DeviceService> connect(int port);
}
