package dev.trustline.lockdown.error;

/** usbmuxd knows no device of this DeviceID: it was detached, and a phone plugged in again gets a new DeviceID. */
public final class DeviceNotAttached extends TransportFailure {

    /** @param deviceId the usbmuxd DeviceID that is gone */
    public DeviceNotAttached(int deviceId) {
        super("no device " + deviceId + " at usbmuxd: it was detached; wait for its next Attached", null);
    }
}
