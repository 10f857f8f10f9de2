package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.lockdown.error.DeviceErrorKind;
import java.time.Duration;

/**
 * What a refused {@code Pair} means in its situation: Trustline's table of request, answer and moment. A pure function.
 *
 * @param course what to do
 * @param reason what to say
 */
public record PairVerdict(Course course, Reason reason) {
    private static final Duration LOCKED_TOO_LONG = Duration.ofMinutes(10);

    /** What to do next. */
    public enum Course {
        /** The alert is up: wait for the tap. */
        WAIT_FOR_TAP,
        /** The device is locked: wait for the unlock. */
        WAIT_FOR_UNLOCK,
        /** Final for this cable session. */
        DENY,
        /** Final until something outside changes. */
        PROHIBIT,
        /** Make another record and try once more. */
        RENEW_RECORD,
        /** The connection was stale: connect again and repeat once. */
        RECONNECT,
        /** The attempt has failed. */
        FAIL
    }

    /**
     * The moment of a {@code Pair}.
     *
     * @param alertSeen      the alert was up in this cable session
     * @param lockedFor      how long the device has been answering that it is locked
     * @param recordRefusals how often it refused a record in this attempt
     * @param reconnected    this was the repetition on a new connection
     * @param offer          what was offered for being accepted without a tap
     * @param mayTapInstead  a device that wants a tap all the same is asked for it
     */
    public record Situation(boolean alertSeen, Duration lockedFor, int recordRefusals, boolean reconnected, Offer offer, boolean mayTapInstead) {}

    /** What a {@code Pair} had of the supervision identity. */
    public enum Offer {
        /** Nothing. */
        NOTHING,
        /** Its certificate, and the device asked for no more. */
        CERTIFICATE,
        /** Its signature too, as the device had asked for it. */
        SIGNATURE
    }

    /** The verdict on this refusal. */
    public static PairVerdict on(DeviceErrorKind refusal, Situation situation) {
        return switch (refusal) {
            case PAIRING_DIALOG_RESPONSE_PENDING -> situation.offer() == Offer.CERTIFICATE && !situation.mayTapInstead()
                    ? new PairVerdict(Course.PROHIBIT, Reason.NOT_SUPERVISED)
                    : new PairVerdict(Course.WAIT_FOR_TAP, Reason.DIALOG_SHOWN);
            case PASSWORD_PROTECTED, DEVICE_LOCKED -> new PairVerdict(Course.WAIT_FOR_UNLOCK,
                    situation.lockedFor().compareTo(LOCKED_TOO_LONG) < 0 ? Reason.DEVICE_LOCKED : Reason.LOCKED_OR_RESTRICTED);
            case USER_DENIED_PAIRING -> new PairVerdict(Course.DENY,
                    situation.alertSeen() ? Reason.USER_DENIED : Reason.REFUSED_WITHOUT_ALERT);
            case MC_PROTECTED -> afterSignature(situation, new PairVerdict(Course.PROHIBIT, Reason.MANAGED_DEVICE));
            case FMIP_PROTECTED -> new PairVerdict(Course.PROHIBIT, Reason.FIND_MY);
            case PAIRING_PROHIBITED_OVER_THIS_CONNECTION -> new PairVerdict(Course.PROHIBIT, Reason.NEEDS_CABLE);
            case MC_CHALLENGE_REQUIRED -> afterSignature(situation, new PairVerdict(Course.PROHIBIT, Reason.SUPERVISION_IDENTITY_MISSING));
            case INVALID_PAIR_RECORD -> situation.recordRefusals() == 0
                    ? new PairVerdict(Course.RENEW_RECORD, Reason.RECORD_REJECTED)
                    : new PairVerdict(Course.FAIL, Reason.RECORD_REJECTED);
            case SAVE_PAIR_RECORD_FAILED -> new PairVerdict(Course.FAIL, Reason.DEVICE_COULD_NOT_STORE);
            case INVALID_CONNECTION, SESSION_INACTIVE -> situation.reconnected()
                    ? new PairVerdict(Course.FAIL, Reason.DEVICE_UNREACHABLE)
                    : new PairVerdict(Course.RECONNECT, Reason.DEVICE_UNREACHABLE);
            case INVALID_HOST_ID, MISSING_PAIR_RECORD, MISSING_HOST_ID, SESSION_ACTIVE, INVALID_SESSION_ID, MISSING_SESSION_ID,
                    GET_PROHIBITED, SET_PROHIBITED, REMOVE_PROHIBITED, IMMUTABLE_VALUE, MISSING_KEY, MISSING_VALUE,
                    MISSING_SERVICE, INVALID_SERVICE, SERVICE_LIMIT, SERVICE_PROHIBITED, ESCROW_LOCKED,
                    INVALID_ACTIVATION_RECORD, MISSING_ACTIVATION_RECORD, INVALID_RESPONSE, UNRECOGNISED ->
                afterSignature(situation, new PairVerdict(Course.FAIL, Reason.UNRECOGNISED));
        };
    }

    /** In which words a device refuses a signature is not known: whatever has no other meaning then means that. */
    private static PairVerdict afterSignature(Situation situation, PairVerdict otherwise) {
        return situation.offer() == Offer.SIGNATURE ? new PairVerdict(Course.PROHIBIT, Reason.SUPERVISION_IDENTITY_REFUSED) : otherwise;
    }
}
