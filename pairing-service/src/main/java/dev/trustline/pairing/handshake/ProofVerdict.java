package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.pairing.handshake.Answer.Trouble;

/**
 * What a session that did not come up means in its situation: Trustline's table of request, answer and moment. A pure
 * function.
 *
 * @param course what to do
 * @param reason what to say
 */
public record ProofVerdict(Course course, Reason reason) {
    private static final int SESSIONS_BEFORE_GIVING_UP = 3;

    /** What to do next. */
    public enum Course {
        /** The device once knew this record and does not any more: say so, then pair anew. */
        REVOKED,
        /** Trust was ended from the host's side. */
        UNPAIRED,
        /** The record never worked, or it is another device's and a person asks for a new one: pair, and say nothing. */
        PAIR,
        /** Nothing is known yet; the state stays. Try again after the unlock. */
        DEFER,
        /** Try again on a new connection; the state stays. */
        TRY_AGAIN,
        /** The verification has failed; the record is kept and no alert is raised. */
        FAIL,
        /** The attempt waits for usbmuxd or the cable. */
        WAIT_FOR_HOST,
        /** The service is being stopped. */
        STOP
    }

    /**
     * The moment of a session.
     *
     * @param provenBefore    the record once opened a session
     * @param provisional     it was given during setup and not proven since
     * @param goneFromUsbmuxd usbmuxd says that it has no record of the device either
     * @param unpairIntended  our own unpair is under way
     * @param begunAnew       a person asked for a new pairing, or one that began so is under way
     * @param expired         the last proof is as old as a device like this remembers a host ({@link dev.trustline.events.IdleLimit})
     * @param broken          sessions that broke before, in a row
     */
    public record Situation(
            boolean provenBefore, boolean provisional, boolean goneFromUsbmuxd, boolean unpairIntended, boolean begunAnew, boolean expired, int broken) {}

    /** The verdict on this refusal. */
    public static ProofVerdict onRefusal(DeviceErrorKind refusal, Situation situation) {
        return switch (refusal) {
            case INVALID_HOST_ID -> onForgotten(situation);
            case PASSWORD_PROTECTED, DEVICE_LOCKED, ESCROW_LOCKED -> situation.provenBefore()
                    ? new ProofVerdict(Course.DEFER, Reason.BEFORE_FIRST_UNLOCK)
                    : new ProofVerdict(Course.PAIR, Reason.NEVER_ATTEMPTED);
            case INVALID_CONNECTION, SESSION_ACTIVE -> new ProofVerdict(isLastTry(situation) ? Course.FAIL : Course.TRY_AGAIN, Reason.DEVICE_UNREACHABLE);
            case PAIRING_DIALOG_RESPONSE_PENDING, USER_DENIED_PAIRING, INVALID_PAIR_RECORD, MISSING_PAIR_RECORD, MISSING_HOST_ID,
                    SAVE_PAIR_RECORD_FAILED, MC_PROTECTED, MC_CHALLENGE_REQUIRED, PAIRING_PROHIBITED_OVER_THIS_CONNECTION,
                    SESSION_INACTIVE, INVALID_SESSION_ID, MISSING_SESSION_ID, GET_PROHIBITED, SET_PROHIBITED, REMOVE_PROHIBITED,
                    IMMUTABLE_VALUE, MISSING_KEY, MISSING_VALUE, MISSING_SERVICE, INVALID_SERVICE, SERVICE_LIMIT,
                    SERVICE_PROHIBITED, FMIP_PROTECTED, INVALID_ACTIVATION_RECORD, MISSING_ACTIVATION_RECORD, INVALID_RESPONSE,
                    UNRECOGNISED ->
                new ProofVerdict(Course.FAIL, Reason.UNRECOGNISED);
        };
    }

    /** The verdict where there was no answer. */
    public static ProofVerdict onTrouble(Trouble trouble, Situation situation) {
        boolean lastTry = isLastTry(situation);
        return switch (trouble) {
            case NOT_ATTACHED, USBMUXD_DOWN, RESTORE_MODE -> new ProofVerdict(Course.WAIT_FOR_HOST, Reason.HOST_NOT_READY);
            case UNREACHABLE -> new ProofVerdict(lastTry ? Course.FAIL : Course.TRY_AGAIN, Reason.DEVICE_UNREACHABLE);
            case SESSION_BROKEN, UNINTELLIGIBLE -> new ProofVerdict(lastTry ? Course.FAIL : Course.TRY_AGAIN, Reason.SESSION_BROKEN);
            case SESSION_NOT_PROVEN -> new ProofVerdict(Course.FAIL, Reason.SESSION_NOT_PROVEN);
            case KEY_CHANGED -> new ProofVerdict(situation.begunAnew() ? Course.PAIR : Course.FAIL, Reason.DEVICE_KEY_CHANGED);
            case STOPPED -> new ProofVerdict(Course.STOP, Reason.RESTART);
        };
    }

    /** The device is locked, and so tells nothing of the record. */
    static boolean isLocked(Answer<?> answer) {
        return answer instanceof Answer.Refused<?> refused && (refused.kind() == DeviceErrorKind.PASSWORD_PROTECTED
                || refused.kind() == DeviceErrorKind.DEVICE_LOCKED || refused.kind() == DeviceErrorKind.ESCROW_LOCKED);
    }

    private static boolean isLastTry(Situation situation) {
        return situation.broken() + 1 >= SESSIONS_BEFORE_GIVING_UP;
    }

    private static ProofVerdict onForgotten(Situation situation) {
        if (situation.unpairIntended()) {
            return new ProofVerdict(Course.UNPAIRED, Reason.BY_US);
        }
        if (!situation.provenBefore()) {
            return new ProofVerdict(Course.PAIR, Reason.NEVER_ATTEMPTED);
        }
        if (situation.goneFromUsbmuxd()) {
            return new ProofVerdict(Course.UNPAIRED, Reason.ENDED_BY_OTHER_TOOL);
        }
        if (situation.provisional()) {
            return new ProofVerdict(Course.REVOKED, Reason.SETUP_FINISHED);
        }
        return new ProofVerdict(Course.REVOKED, situation.expired() ? Reason.EXPIRED_UNUSED : Reason.HOST_FORGOTTEN);
    }
}
