package dev.trustline.trust.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a host can be asked to do with one device, and some of it with all. */
public enum CommandVerb {
    /** Begin an attempt now. */
    PAIR,
    /** Prove the stored record by a session. */
    VERIFY,
    /** End this host's trust. */
    UNPAIR,
    /** Let the alert of this attempt be raised. */
    APPROVE,
    /** Forbid the alert of this attempt. */
    REFUSE,
    /** Begin no attempts with this device. */
    HOLD,
    /** End a hold. */
    RELEASE,
    /** Put the record that works back into usbmuxd, over another one or none. */
    RESTORE_RECORD,
    /** Take over the record that usbmuxd holds, if it works. */
    ADOPT_RECORD,
    /** Let the hosts that the device trusts connect to it over Wi-Fi. */
    WIFI_ON,
    /** Do not let them. */
    WIFI_OFF,
    /** End, on the device, the trust that it has in another host, which is lost. */
    UNPAIR_LOST_HOST,
    /** Note that a backup is about to begin, or that none is. */
    ANNOUNCE_BACKUP;

    /** As it stands in REST and in the database. */
    @JsonValue
    public String wireText() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it answers one particular attempt. */
    public boolean answersAttempt() {
        return this == APPROVE || this == REFUSE;
    }

    /** Whether a whole host can be asked. */
    public boolean isForHosts() {
        return this == HOLD || this == RELEASE;
    }

    /** The verb with this text, or empty. */
    public static Optional<CommandVerb> ofWireText(String text) {
        return Arrays.stream(values()).filter(v -> v.wireText().equals(text)).findFirst();
    }
}
