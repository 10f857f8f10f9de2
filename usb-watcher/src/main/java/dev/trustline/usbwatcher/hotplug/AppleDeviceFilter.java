package dev.trustline.usbwatcher.hotplug;

/**
 * Which USB devices are iPhones, iPads and iPods in normal mode: Apple's vendor id, product ids 0x1290 to 0x12af
 * (usbmuxd {@code src/usb.h}). Recovery mode, DFU and T2 chips lie outside. Stateless.
 */
public final class AppleDeviceFilter {
    /** Apple's USB vendor id. */
    public static final int APPLE = 0x05ac;

    private static final int FIRST_PRODUCT = 0x1290;
    private static final int LAST_PRODUCT = 0x12af;

    private AppleDeviceFilter() {
    }

    /** Both ids as unsigned 16-bit numbers. */
    public static boolean matches(int vendorId, int productId) {
        return vendorId == APPLE && productId >= FIRST_PRODUCT && productId <= LAST_PRODUCT;
    }
}
