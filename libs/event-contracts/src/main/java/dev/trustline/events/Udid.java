package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * A device's identifier in its one canonical form: 40 lower-case hex digits (devices before 2018), or 8 and 16 upper-case
 * hex digits with a dash between (A12 and later). The USB serial of the latter has no dash; usbmuxd inserts it after the
 * eighth character (usbmuxd {@code src/usb.c}), and so do we, here and nowhere else in the services. Immutable.
 */
public record Udid(@JsonValue String value) implements Comparable<Udid> {
    private static final int OLD_LENGTH = 40;
    private static final int UNDASHED = 24;
    private static final int DASH_AT = 8;

    public Udid {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("not a canonical UDID: " + printable(value)
                    + "; expected 40 lower-case hex digits, or 8 and 16 upper-case hex digits joined by a dash");
        }
    }

    /**
     * Reads a UDID or a USB serial, in upper or lower case, with or without the dash, with trailing NULs or blanks.
     *
     * @throws IllegalArgumentException if it is neither
     */
    @JsonCreator
    public static Udid parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("not a UDID or USB serial: " + printable(text)
                + "; expected 40 hex digits, or 24 with or without a dash after the eighth"));
    }

    /** As {@link #parse}, but empty for anything that is not a UDID: other vendors' serials are no error. */
    public static Optional<Udid> tryParse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String canonical = canonical(text.replace("\0", "").strip());
        return isCanonical(canonical) ? Optional.of(new Udid(canonical)) : Optional.empty();
    }

    /** Character by character: every event passes here several times. */
    private static boolean isCanonical(String text) {
        if (text == null || text.length() != OLD_LENGTH && text.length() != UNDASHED + 1) {
            return false;
        }
        boolean old = text.length() == OLD_LENGTH;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = !old && i == DASH_AT ? c == '-' : c >= '0' && c <= '9' || (old ? c >= 'a' && c <= 'f' : c >= 'A' && c <= 'F');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static String canonical(String serial) {
        if (serial.length() == UNDASHED) {
            return (serial.substring(0, DASH_AT) + '-' + serial.substring(DASH_AT)).toUpperCase(Locale.ROOT);
        }
        return serial.length() == UNDASHED + 1 ? serial.toUpperCase(Locale.ROOT) : serial.toLowerCase(Locale.ROOT);
    }

    private static String printable(String text) {
        if (text == null) {
            return "nothing";
        }
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    @Override
    public int compareTo(Udid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
