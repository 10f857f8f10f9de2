package dev.trustline.virtualdevice.usbmux;

import dev.trustline.virtualdevice.io.Wire;
import java.io.IOException;

/** The device's end of one tunnelled connection. */
@FunctionalInterface
public interface DeviceService {
    /** Talks until either side ends; runs in the connection's own thread. The caller closes the wire. */
    void serve(Wire wire) throws IOException;
}
