package dev.trustline.events.result;

/**
 * A text of a device as it may go into an event: whatever a device sends, it is short, on one line, and can be encoded.
 * Stateless.
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

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
