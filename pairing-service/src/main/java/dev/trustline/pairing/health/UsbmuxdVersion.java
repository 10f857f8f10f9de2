package dev.trustline.pairing.health;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of usbmuxd, and whether it has the fix for CVE-2025-66004: {@code SavePairRecord} with a path in the UDID lets
 * every local user write files as usbmuxd (libimobiledevice/usbmuxd issue 272, mended after release 1.1.1; distributions
 * mend it in 1.1.1 too and say so in their change log).
 *
 * @param text as the package or the program says; {@code null} if it is not known
 * @param fix  whether the fix is in
 */
record UsbmuxdVersion(String text, Fix fix) {
    /** The identifier of the flaw, as change logs name it. */
    static final String FLAW = "CVE-2025-66004";
    /** Nothing can be seen from here. */
    static final UsbmuxdVersion UNKNOWN = new UsbmuxdVersion(null, Fix.UNKNOWN);

    private static final int[] LAST_WITHOUT = {1, 1, 1};
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(.*)");

    /** Whether the fix is in. */
    enum Fix {
        PRESENT,
        MISSING,
        UNKNOWN
    }

    /** What a package of a distribution tells; its change log is believed before its number. */
    static UsbmuxdVersion ofPackage(String version, Optional<String> changeLog) {
        if (changeLog.filter(log -> log.contains(FLAW)).isPresent()) {
            return new UsbmuxdVersion(version, Fix.PRESENT);
        }
        Fix byNumber = byNumber(version);
        return new UsbmuxdVersion(version, byNumber == Fix.UNKNOWN && changeLog.isPresent() ? Fix.MISSING : byNumber);
    }

    /** What the program says of itself. An old number may hide a mended copy: then it is not known. */
    static UsbmuxdVersion ofProgram(String version) {
        return new UsbmuxdVersion(version, byNumber(version));
    }

    private static Fix byNumber(String version) {
        Matcher release = RELEASE.matcher(version);
        if (!release.matches()) {
            return Fix.UNKNOWN;
        }
        int[] number = {Integer.parseInt(release.group(1)), Integer.parseInt(release.group(2)), Integer.parseInt(release.group(3))};
        return Arrays.compare(number, LAST_WITHOUT) > 0 ? Fix.PRESENT : Fix.UNKNOWN;
    }
}
