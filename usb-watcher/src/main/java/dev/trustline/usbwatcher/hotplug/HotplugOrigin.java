package dev.trustline.usbwatcher.hotplug;

import java.util.Locale;

/** What noticed a change: the hot-plug events of libusb, usbmuxd, or the scan that reconciles libusb. */
public enum HotplugOrigin {
    LIBUSB,
    USBMUX,
    SCAN;

    /** The form used in events and as a metric tag. */
    public String wireText() {
        return name().toLowerCase(Locale.ROOT);
    }
}
