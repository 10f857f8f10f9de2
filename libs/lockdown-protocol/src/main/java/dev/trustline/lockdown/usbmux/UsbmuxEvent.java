package dev.trustline.lockdown.usbmux;

/** What a {@link UsbmuxListener} hears. */
public sealed interface UsbmuxEvent {
    /** {@return usbmuxd's number for the attachment that this is about} */
    int deviceId();

    /**
     * A device is there: right after listening began for each present one, later for each new one.
     *
     * @param device what usbmuxd says of it
     */
    record Attached(UsbmuxDevice device) implements UsbmuxEvent {
        @Override
        public int deviceId() {
            return device.deviceId();
        }
    }

    /**
     * A device is gone, and with it every connection to it.
     *
     * @param deviceId the number that its {@link Attached} had
     */
    record Detached(int deviceId) implements UsbmuxEvent { }

    /**
     * Some program on this host saved a pair record for it.
     *
     * @param deviceId the number that its {@link Attached} had
     */
    record Paired(int deviceId) implements UsbmuxEvent { }
}
