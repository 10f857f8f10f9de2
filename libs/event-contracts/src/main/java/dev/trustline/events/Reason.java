package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a relation is in its state: a closed list with stable wire texts. Reading an unlisted text (from a newer version)
 * yields {@link #UNRECOGNISED}, so that an old reader goes on.
 */
public enum Reason {
    /** Nothing has been tried yet. */
    NEVER_ATTEMPTED("never-attempted"),
    /** The host policy wants a person to approve before the alert is raised. */
    POLICY_ASKS("policy-asks"),
    /** A person refused to raise the alert. */
    APPROVAL_REFUSED("approval-refused"),
    /** The alert is up on the device. */
    DIALOG_SHOWN("dialog-shown"),
    /** The device is locked and shows nothing. */
    DEVICE_LOCKED("device-locked"),
    /** Still locked after ten minutes: a managed device may answer so for ever, unlocked or not. */
    LOCKED_OR_RESTRICTED("locked-or-restricted"),
    /** A person tapped Trust. */
    USER_ACCEPTED("user-accepted"),
    /** The stored record opened a session. */
    ALREADY_TRUSTED("already-trusted"),
    /** The first Pair succeeded, and setup was finished. */
    ACCEPTED_WITHOUT_ALERT("accepted-without-alert"),
    /** Accepted because setup is not finished; provisional until the next attach proves it. */
    SETUP_ASSISTANT("setup-assistant"),
    /** Accepted by the supervision identity, without a tap. */
    SUPERVISED("supervised"),
    /** Supervised and locked: accepted but not stored on the device. */
    SUPERVISED_DEFERRED("supervised-deferred"),
    /** A person tapped Don\u2019t Trust. */
    USER_DENIED("user-denied"),
    /** Denied though no alert was seen in this cable session. */
    REFUSED_WITHOUT_ALERT("refused-without-alert"),
    /** Nobody answered the alert before the deadline. */
    DIALOG_UNANSWERED("dialog-unanswered"),
    /** The tap was seen but the session could not be opened. */
    ANSWER_NOT_ACCEPTED("answer-not-accepted"),
    /** A configuration profile forbids pairing. */
    MANAGED_DEVICE("managed-device"),
    /** Find My forbids pairing. */
    FIND_MY("find-my"),
    /** Pairing over this connection is prohibited. */
    NEEDS_CABLE("needs-cable"),
    /** The device asks for a supervision identity that this host does not have. */
    SUPERVISION_IDENTITY_MISSING("supervision-identity-missing"),
    /** The device refused the answer of this host's supervision identity. */
    SUPERVISION_IDENTITY_REFUSED("supervision-identity-refused"),
    /** The supervision identity was offered, and the device asks for a tap: it is not supervised by it. */
    NOT_SUPERVISED("not-supervised"),
    /** The device is in restore mode, where nothing can be paired. */
    RESTORE_MODE("restore-mode"),
    /** The device refused our record twice. */
    RECORD_REJECTED("record-rejected"),
    /** The device could not store the record. */
    DEVICE_COULD_NOT_STORE("device-could-not-store"),
    /** We unpaired it. */
    BY_US("by-us"),
    /** The record was removed on host and device by another program. */
    ENDED_BY_OTHER_TOOL("ended-by-other-tool"),
    /** The device forgot a host that was idle for as long as {@link IdleLimit} says: 30 days or more. */
    EXPIRED_UNUSED("expired-unused"),
    /** Trust given during setup vanished with the cable. */
    SETUP_FINISHED("setup-finished"),
    /** The device no longer knows this host. */
    HOST_FORGOTTEN("host-forgotten"),
    /** The device has not been unlocked since it started. */
    BEFORE_FIRST_UNLOCK("before-first-unlock"),
    /** Sessions break before their first reply; the record is kept. */
    SESSION_BROKEN("session-broken"),
    /** The device did not ask for TLS, so nothing is proven. */
    SESSION_NOT_PROVEN("session-not-proven"),
    /** The key is not the one in the record: another or erased device. */
    DEVICE_KEY_CHANGED("device-key-changed"),
    /** Usbmuxd had lost the record, ours works. */
    RESTORED("restored"),
    /** Usbmuxd holds another record, ours works. */
    RECORD_REPLACED("record-replaced"),
    /** A record that we did not make opened a session. */
    ADOPTED("adopted"),
    /** Another host was forgotten by this device. */
    MASS_RESET_SUSPECTED("mass-reset-suspected"),
    /** The device refuses, resets or stays silent. */
    DEVICE_UNREACHABLE("device-unreachable"),
    /** Unplugged before the attempt ended. */
    DEVICE_DETACHED("device-detached"),
    /** Too many open attempts on this host. */
    HOST_BUSY("host-busy"),
    /** This host raised as many alerts on this device as it may in a day. */
    ALERT_CAP("alert-cap"),
    /** Pairing of this device is held on this host, by a person or a rule. */
    HELD("held"),
    /** Usbmuxd on this host does not answer. */
    HOST_NOT_READY("host-not-ready"),
    /** The service was stopped during the attempt; it goes on when it is back. */
    RESTART("restart"),
    /** The device said something that is in no list; the raw text is kept. */
    UNRECOGNISED("unrecognised");

    private static final Map<String, Reason> BY_WIRE_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::wireText, Function.identity()));

    private final String wireText;

    Reason(String wireText) {
        this.wireText = wireText;
    }

    /** As it stands in events, REST answers and metric tags. */
    @JsonValue
    public String wireText() {
        return wireText;
    }

    /** The reason with this text, or {@link #UNRECOGNISED}. */
    @JsonCreator
    public static Reason ofWireText(String text) {
        return BY_WIRE_TEXT.getOrDefault(text, UNRECOGNISED);
    }
}
