package dev.trustline.lockdown.error;

import java.util.regex.Pattern;

/** Makes text of a peer fit for a message or a log line: printable, short, without anything shaped like an identity. Stateless. */
public final class DeviceText {
    private static final int LIMIT = 120;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern IDENTITY =
            Pattern.compile("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[A-Za-z0-9+/=]{60,}");

    private DeviceText() { }

    /**
     * {@return the text with control and format characters as {@code ?}, UUIDs and long encoded runs as {@code ***}, cut
     * after 120 characters}
     *
     * @param text anything, {@code null} included
     */
    public static String clean(String text) {
        if (text == null) {
            return "no details";
        }
        String shortened = text.length() > 4 * LIMIT ? text.substring(0, 4 * LIMIT) : text;
        String printable = UNPRINTABLE.matcher(shortened).replaceAll("?");
        String masked = IDENTITY.matcher(printable).replaceAll("***");
        return masked.length() > LIMIT ? masked.substring(0, LIMIT) + "…" : masked;
    }
}
