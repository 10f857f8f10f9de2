package dev.trustline.usbwatcher.hotplug;

/**
 * One cable session as its source knows it: bus and address for libusb, UDID and connection for usbmuxd. Means nothing
 * outside this process. Immutable.
 *
 * @param source the {@link HotplugSource#name()} that gave the id
 * @param id     unique within that source while the device stays
 */
public record SightingKey(String source, String id) {}
