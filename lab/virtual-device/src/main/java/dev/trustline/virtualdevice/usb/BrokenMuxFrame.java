package dev.trustline.virtualdevice.usb;

import java.io.IOException;

/** The host sent bytes that are no frame of the multiplexer: the phone drops off the bus, as there is no way back into step. */
final class BrokenMuxFrame extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenMuxFrame(String message) {
        super(message);
    }
}
