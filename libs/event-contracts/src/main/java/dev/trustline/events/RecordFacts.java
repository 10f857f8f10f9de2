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
 */
public record RecordFacts(String fingerprint, Origin origin, boolean escrow, boolean weakIdentity, boolean provisional) {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    public RecordFacts {
        if (fingerprint == null || !FINGERPRINT.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException("a record fingerprint is 64 lower-case hex digits");
        }
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
