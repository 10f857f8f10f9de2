package dev.trustline.virtualdevice.usbmux;

/** What phones are plugged into on one lab host. Thread-safe. */
public interface Bus {
    /** Shows a device to the host; returns its number there, above 0, never used again. */
    int attach(MuxDevice device);

    /** Takes the device with that number away; nothing if it is gone. */
    void detach(int number);
}
