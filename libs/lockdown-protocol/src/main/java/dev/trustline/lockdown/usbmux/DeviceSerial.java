package dev.trustline.lockdown.usbmux;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The serial number of a device and the UDID that it stands for. Stateless. */
public final class DeviceSerial {
    private static final Pattern OLD = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern NEW = Pattern.compile("[0-9a-fA-F]{8}-?[0-9a-fA-F]{16}");
    private static final int DASH_AT = 8;

    private DeviceSerial() { }

    /**
     * {@return the UDID in its canonical form, which is also the name of its pair record: 40 lower-case hex digits, or 8 and
     * 16 upper-case ones joined by a dash; empty for a serial that is neither}
     *
     * <p>Some daemons deliver the 24 characters without their dash (libusbmuxd {@code sanitize_udid} mends it as well).
     *
     * @param serial as USB or a daemon gives it, NULs and blanks around it included
     */
    public static Optional<String> toUdid(String serial) {
        String text = serial.replace("\0", "").strip();
        if (OLD.matcher(text).matches()) {
            return Optional.of(text.toLowerCase(Locale.ROOT));
        }
        if (!NEW.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text.replace("-", "").toUpperCase(Locale.ROOT);
        return Optional.of(digits.substring(0, DASH_AT) + '-' + digits.substring(DASH_AT));
    }
}
