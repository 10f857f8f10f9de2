package dev.trustline.usbwatcher.libusb;

/** libusb cannot do what was asked; the message says what to do. */
final class UsbUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    UsbUnavailable(String message) {
        super(message);
    }

    UsbUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
