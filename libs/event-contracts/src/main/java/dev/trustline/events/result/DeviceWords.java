package dev.trustline.events.result;

import dev.trustline.events.DeviceFacts;

/**
 * A text that a device, or a person, has chosen as it may go into an event: whatever it is, it is short, on one line, and can be
 * encoded, so that no result is larger than its topic takes. Stateless.
 */
public final class DeviceWords {
    /** UTF-16 units that are kept of a text. */
    public static final int LONGEST = 200;
    private static final int REPLACEMENT = 0xFFFD;

    private DeviceWords() {
    }

    /**
     * {@return the beginning of the text, at most {@link #LONGEST} characters, never ending within a code point; control
     * characters are blanked, halves of code points replaced, blanks at both ends cut off}
     *
     * @param text what the device said
     */
    public static String clean(String text) {
        StringBuilder kept = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            int clean = Character.isISOControl(point) ? ' ' : isHalf(point) ? REPLACEMENT : point;
            if (kept.length() + Character.charCount(clean) > LONGEST) {
                break;
            }
            kept.appendCodePoint(clean);
        }
        return kept.toString().strip();
    }

    /** {@return the same with each text cleaned; {@code null} stays} */
    static DeviceFacts clean(DeviceFacts device) {
        return new DeviceFacts(cleanOrNull(device.name()), cleanOrNull(device.productType()), cleanOrNull(device.productVersion()),
                cleanOrNull(device.deviceClass()));
    }

    /** {@return the text cleaned; {@code null} for none} */
    static String cleanOrNull(String text) {
        return text == null ? null : clean(text);
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
