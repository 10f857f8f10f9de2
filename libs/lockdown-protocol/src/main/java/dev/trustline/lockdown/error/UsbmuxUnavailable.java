package dev.trustline.lockdown.error;

/** usbmuxd cannot be reached at its address: not running, no right to its socket, or the wrong address. */
public final class UsbmuxUnavailable extends TransportFailure {

    /**
     * @param address the address as it was given
     * @param cause what the operating system said
     */
    public UsbmuxUnavailable(String address, Throwable cause) {
        super("usbmuxd is not reachable at " + DeviceText.clean(address)
                + ": start it, or set USBMUXD_SOCKET_ADDRESS (" + DeviceText.clean(cause.getMessage()) + ")", cause);
    }
}
