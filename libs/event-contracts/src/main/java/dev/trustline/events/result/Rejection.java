package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Why a host did not act on a command. An unlisted text, from a newer host, reads as {@link #UNRECOGNISED}. */
public enum Rejection {
    /** The device is not on this host's cable. */
    NOT_ATTACHED,
    /** The command answers another attempt than the one that is open. */
    WRONG_ATTEMPT,
    /** Pairing is held. */
    HELD,
    /** This host has never seen the device. */
    UNKNOWN_DEVICE,
    /** There is no record to verify, restore or unpair. */
    NO_RECORD,
    /** The device has not been unlocked since it started: the state is unchanged, verification comes later. */
    VERIFICATION_DEFERRED,
    /** The device does not answer; the state is unchanged. */
    DEVICE_UNREACHABLE,
    /** Too many open attempts on this host. */
    HOST_BUSY,
    /** What this host has stored of the device cannot be used; its log says why. */
    VAULT_UNUSABLE,
    /** Pairing is held on the whole host. */
    HOST_HELD,
    /** This host has no lab key, so it cannot read another host's deposited HostID. */
    LAB_KEY_MISSING,
    /** The deposited HostID does not open under this host's lab key, for this device and host. */
    SEALED_ID_UNREADABLE,
    /** usbmuxd holds no record of the device that could be adopted. */
    NOTHING_TO_ADOPT,
    /** The record that was to be restored or adopted does not open a session. */
    RECORD_DOES_NOT_WORK,
    /** This can only be done over a cable. */
    NEEDS_CABLE,
    /** This host's configuration forbids it. */
    FORBIDDEN_BY_POLICY,
    /** This version of the service does not know how. */
    NOT_SUPPORTED,
    /** A reason that this reader does not know. */
    UNRECOGNISED;

    @JsonValue
    public String wireText() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rejection with this text, or {@link #UNRECOGNISED}. */
    @JsonCreator
    public static Rejection ofWireText(String text) {
        return Arrays.stream(values()).filter(r -> r.wireText().equals(text)).findFirst().orElse(UNRECOGNISED);
    }
}
