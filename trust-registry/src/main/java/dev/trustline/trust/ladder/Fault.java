package dev.trustline.trust.ladder;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What kind of trouble a relation is in; each has its own way out. */
public enum Fault {
    /** Trust was tapped, or a record was accepted, and yet no session proves it. */
    ANSWER_NOT_ACCEPTED("The device was answered, and yet this computer is not trusted."),
    /** The alert does not come, or nobody could answer it. */
    ALERT_ABSENT("The alert does not appear on the device, or nobody answers it."),
    /** The device is on the cable, but usbmuxd on this host does not list it. */
    NOT_RECOGNISED("The device is on the cable, but usbmuxd on this host does not know it."),
    /** Don't Trust was tapped: no defect, but the alert comes again only at the next attach. */
    REFUSED("Don't Trust was tapped on the device; it asks again at the next attach.");

    private static final Set<Reason> AFTER_THE_ANSWER = EnumSet.of(Reason.ANSWER_NOT_ACCEPTED, Reason.RECORD_REJECTED,
            Reason.DEVICE_COULD_NOT_STORE, Reason.SESSION_NOT_PROVEN, Reason.SESSION_BROKEN);
    private static final Set<Reason> AT_ANY_TIME = EnumSet.of(Reason.DEVICE_UNREACHABLE, Reason.UNRECOGNISED);

    private final String sentence;

    Fault(String sentence) {
        this.sentence = sentence;
    }

    /**
     * The fault that a state shows by itself; being locked is one only after a time, see {@link Ladder}.
     *
     * @param alertSeen whether the alert was up in this attempt
     * @return empty where nothing is wrong, the attempt is under way, or no step of the ladder would help
     */
    static Optional<Fault> of(TrustStatus state, Reason reason, boolean alertSeen) {
        return switch (state) {
            case TIMED_OUT -> Optional.of(ALERT_ABSENT);
            case DENIED -> reason == Reason.USER_DENIED ? Optional.of(REFUSED)
                    : reason == Reason.REFUSED_WITHOUT_ALERT ? Optional.of(ALERT_ABSENT) : Optional.empty();
            case FAILED -> AFTER_THE_ANSWER.contains(reason) ? Optional.of(ANSWER_NOT_ACCEPTED)
                    : AT_ANY_TIME.contains(reason) ? Optional.of(alertSeen ? ANSWER_NOT_ACCEPTED : ALERT_ABSENT) : Optional.empty();
            case UNKNOWN, AWAITING_APPROVAL, AWAITING_UNLOCK, AWAITING_TRUST, TRUSTED, REVOKED, UNPAIRED, PROHIBITED -> Optional.empty();
        };
    }

    /** One sentence for a person. */
    public String sentence() {
        return sentence;
    }

    /** As it stands in REST and in the database. */
    @JsonValue
    public String wireText() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The fault with this text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Fault ofWireText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
