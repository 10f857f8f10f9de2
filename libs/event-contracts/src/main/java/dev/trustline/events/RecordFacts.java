package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What may be told of a pair record: never its keys, HostID or SystemBUID.
 *
 * @param fingerprint  SHA-256 of the host certificate, 64 lower-case hex digits
 * @param origin       who made it
 * @param escrow       whether the device gave an escrow bag
 * @param weakIdentity made by a tool whose HostID is a function of the second; to be renewed at the next consent
 * @param provisional  given during setup: true until the next attach proves it
 * @param sealedHostId the HostID, encrypted under the lab's key, with which another host of the lab can end this trust when
 *                     this one is lost; Base64, at most {@link #LONGEST_SEALED} characters, {@code null} without a lab key
 */
public record RecordFacts(
        String fingerprint, Origin origin, boolean escrow, boolean weakIdentity, boolean provisional, String sealedHostId) {
    /** Characters that a sealed HostID may have. */
    public static final int LONGEST_SEALED = 200;
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{1," + LONGEST_SEALED + "}={0,2}");

    public RecordFacts {
        if (fingerprint == null || !FINGERPRINT.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException("a record fingerprint is 64 lower-case hex digits");
        }
        if (sealedHostId != null && !isSealed(sealedHostId)) {
            throw new IllegalArgumentException("a sealed HostID is Base64 of at most " + LONGEST_SEALED + " characters");
        }
    }

    /** A record whose HostID was not deposited. */
    public RecordFacts(String fingerprint, Origin origin, boolean escrow, boolean weakIdentity, boolean provisional) {
        this(fingerprint, origin, escrow, weakIdentity, provisional, null);
    }

    /** The same, with the HostID as it was sealed under the lab's key. */
    public RecordFacts withSealedHostId(String sealed) {
        return new RecordFacts(fingerprint, origin, escrow, weakIdentity, provisional, sealed);
    }

    /** Whether a text is of the form that a sealed HostID has. */
    public static boolean isSealed(String text) {
        return text != null && text.length() <= LONGEST_SEALED && BASE64.matcher(text).matches();
    }

    /** Without the sealed HostID. */
    @Override
    public String toString() {
        return "RecordFacts[fingerprint=" + fingerprint + ", origin=" + origin + ", escrow=" + escrow + ", weakIdentity="
                + weakIdentity + ", provisional=" + provisional + ", sealed=" + (sealedHostId != null) + "]";
    }

    /** Who made the record that is in use. */
    public enum Origin {
        /** This service paired. */
        PAIRED,
        /** Found in usbmuxd, made by another program. */
        ADOPTED,
        /** Put back into usbmuxd from the vault. */
        RESTORED;

        @JsonValue
        public String wireText() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
