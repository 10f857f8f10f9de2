package dev.trustline.events;

/**
 * What a device says of itself before any trust. Each component is {@code null} when it was not read.
 *
 * @param name           the owner's name for it; control characters are blanked by whoever reads it from the device
 * @param productType    for example {@code iPhone14,5}
 * @param productVersion for example {@code 17.5.1}
 * @param deviceClass    for example {@code iPhone}
 */
public record DeviceFacts(String name, String productType, String productVersion, String deviceClass) {
    /** {@code DeviceClass} of a watch, which counts its system versions otherwise than a phone. */
    public static final String WATCH = "Watch";
    /** Nothing was read. */
    public static final DeviceFacts NONE = new DeviceFacts(null, null, null, null);
}
