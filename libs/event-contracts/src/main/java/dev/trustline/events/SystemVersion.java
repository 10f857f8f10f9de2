package dev.trustline.events;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first number of a device's system version, which is what its behaviour changes with. Every text has one or is none:
 * nothing is thrown, and what is no version is before nothing and from nothing on. Immutable.
 *
 * @param major 0 to 9999; for example 17 of {@code 17.5.1}; empty if the text is no version
 */
public record SystemVersion(OptionalInt major) {
    /** The device has not said it, or what it said is no version. */
    public static final SystemVersion UNKNOWN = new SystemVersion(OptionalInt.empty());

    private static final Pattern FIRST_NUMBER = Pattern.compile("\\s*([0-9]{1,4})(?![0-9])");

    /** {@return the version that this text begins with; {@link #UNKNOWN} for {@code null} and for what does not begin with a number of 1 to 4 digits} */
    public static SystemVersion of(String productVersion) {
        Matcher number = FIRST_NUMBER.matcher(productVersion == null ? "" : productVersion);
        return number.lookingAt() ? new SystemVersion(OptionalInt.of(Integer.parseInt(number.group(1)))) : UNKNOWN;
    }

    /** Whether it is known, and older than the version {@code first}. */
    public boolean isBefore(int first) {
        return major.isPresent() && major.getAsInt() < first;
    }

    /** Whether it is known, and {@code first} or newer. */
    public boolean isFrom(int first) {
        return major.isPresent() && major.getAsInt() >= first;
    }
}
