package dev.trustline.lockdown.error;

/** A usbmuxd address that none of the known grammars explains. */
public final class UnusableAddress extends TransportFailure {

    /** @param text the address as it was given */
    public UnusableAddress(String text) {
        super("\"" + DeviceText.clean(text) + "\" is not a usbmuxd address: use unix:/path, /path, host:port,"
                + " [v6]:port or tcp://host:port", null);
    }
}
