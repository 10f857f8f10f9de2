package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;

/**
 * A device as usbmuxd lists it now.
 *
 * @param udid        the device
 * @param deviceId    usbmuxd's number of this attachment; it never leaves the host; a usbmuxd that was started anew counts from 1 again
 * @param overNetwork reached by Wi-Fi: such a device cannot be paired
 */
public record Attachment(Udid udid, int deviceId, boolean overNetwork) {}
