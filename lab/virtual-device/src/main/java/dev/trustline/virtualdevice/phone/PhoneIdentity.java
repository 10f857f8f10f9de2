package dev.trustline.virtualdevice.phone;

import java.util.regex.Pattern;

/**
 * What stays the same over a phone's life: canonical UDID (8-16 dashed, or 40 hex), the name that its owner gave it
 * (may hold control characters, as real names do) and its Wi-Fi address.
 */
public record PhoneIdentity(String udid, String name, String wifiAddress, long uniqueChipId) {
    private static final Pattern UDID = Pattern.compile("[0-9A-F]{8}-[0-9A-F]{16}|[0-9a-f]{40}");

    /** Refuses a UDID that is not in canonical form. */
    public PhoneIdentity {
        if (!UDID.matcher(udid).matches()) {
            throw new IllegalArgumentException("not a canonical UDID: " + udid);
        }
    }

    /** The phone with this number, 1 and up: the same UDID, name and address at every start. */
    public static PhoneIdentity numbered(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("phones are numbered from 1, not " + number);
        }
        return new PhoneIdentity(
                "00008110-%016X".formatted(number),
                "Lab iPhone " + number,
                "02:00:00:%02x:%02x:%02x".formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff),
                number);
    }

    /** The same, with the name and the serial number of this personality. */
    PhoneIdentity as(Personality personality) {
        boolean old = personality.oddities().serial() == SerialForm.FORTY_HEX;
        return new PhoneIdentity(old ? "%040x".formatted(uniqueChipId) : udid,
                personality.name().isEmpty() ? name : personality.name(), wifiAddress, uniqueChipId);
    }
}
