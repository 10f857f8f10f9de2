package dev.trustline.lockdown.usbmux;

/** How a device is reached. Pairing works over {@link #USB} only. */
public enum ConnectionType {
    /** A cable. */
    USB,
    /** Wi-Fi, offered by usbmuxd2, netmuxd and macOS; never by usbmuxd itself. */
    NETWORK
}
