package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.PairVerdict.Offer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of request, answer and situation, row by row. */
class VerdictTest {
    private static final PairVerdict.Situation FIRST = new PairVerdict.Situation(false, Duration.ZERO, 0, false, Offer.NOTHING, true);
    private static final PairVerdict.Situation LATER = new PairVerdict.Situation(true, Duration.ofMinutes(10), 1, true, Offer.NOTHING, true);

    @ParameterizedTest
    @CsvSource({
        "PAIRING_DIALOG_RESPONSE_PENDING, WAIT_FOR_TAP, DIALOG_SHOWN, WAIT_FOR_TAP, DIALOG_SHOWN",
        "PASSWORD_PROTECTED, WAIT_FOR_UNLOCK, DEVICE_LOCKED, WAIT_FOR_UNLOCK, LOCKED_OR_RESTRICTED",
        "DEVICE_LOCKED, WAIT_FOR_UNLOCK, DEVICE_LOCKED, WAIT_FOR_UNLOCK, LOCKED_OR_RESTRICTED",
        "USER_DENIED_PAIRING, DENY, REFUSED_WITHOUT_ALERT, DENY, USER_DENIED",
        "MC_PROTECTED, PROHIBIT, MANAGED_DEVICE, PROHIBIT, MANAGED_DEVICE",
        "FMIP_PROTECTED, PROHIBIT, FIND_MY, PROHIBIT, FIND_MY",
        "PAIRING_PROHIBITED_OVER_THIS_CONNECTION, PROHIBIT, NEEDS_CABLE, PROHIBIT, NEEDS_CABLE",
        "MC_CHALLENGE_REQUIRED, PROHIBIT, SUPERVISION_IDENTITY_MISSING, PROHIBIT, SUPERVISION_IDENTITY_MISSING",
        "INVALID_PAIR_RECORD, RENEW_RECORD, RECORD_REJECTED, FAIL, RECORD_REJECTED",
        "SAVE_PAIR_RECORD_FAILED, FAIL, DEVICE_COULD_NOT_STORE, FAIL, DEVICE_COULD_NOT_STORE",
        "INVALID_CONNECTION, RECONNECT, DEVICE_UNREACHABLE, FAIL, DEVICE_UNREACHABLE",
        "UNRECOGNISED, FAIL, UNRECOGNISED, FAIL, UNRECOGNISED",
    })
    void whatARefusedPairMeans(DeviceErrorKind refusal, PairVerdict.Course first, Reason firstReason, PairVerdict.Course later, Reason laterReason) {
        assertThat(PairVerdict.on(refusal, FIRST)).isEqualTo(new PairVerdict(first, firstReason));
        assertThat(PairVerdict.on(refusal, LATER)).isEqualTo(new PairVerdict(later, laterReason));
    }

    @ParameterizedTest
    @CsvSource({
        "PAIRING_DIALOG_RESPONSE_PENDING, CERTIFICATE, true, WAIT_FOR_TAP, DIALOG_SHOWN",
        "PAIRING_DIALOG_RESPONSE_PENDING, CERTIFICATE, false, PROHIBIT, NOT_SUPERVISED",
        "PAIRING_DIALOG_RESPONSE_PENDING, NOTHING, false, WAIT_FOR_TAP, DIALOG_SHOWN",
        "PASSWORD_PROTECTED, CERTIFICATE, false, WAIT_FOR_UNLOCK, DEVICE_LOCKED",
        "PASSWORD_PROTECTED, SIGNATURE, false, WAIT_FOR_UNLOCK, DEVICE_LOCKED",
        "USER_DENIED_PAIRING, SIGNATURE, true, DENY, REFUSED_WITHOUT_ALERT",
        "MC_PROTECTED, CERTIFICATE, true, PROHIBIT, MANAGED_DEVICE",
        "MC_PROTECTED, SIGNATURE, true, PROHIBIT, SUPERVISION_IDENTITY_REFUSED",
        "MC_CHALLENGE_REQUIRED, SIGNATURE, true, PROHIBIT, SUPERVISION_IDENTITY_REFUSED",
        "INVALID_RESPONSE, SIGNATURE, true, PROHIBIT, SUPERVISION_IDENTITY_REFUSED",
        "INVALID_RESPONSE, CERTIFICATE, true, FAIL, UNRECOGNISED",
        "UNRECOGNISED, SIGNATURE, true, PROHIBIT, SUPERVISION_IDENTITY_REFUSED",
        "FMIP_PROTECTED, SIGNATURE, true, PROHIBIT, FIND_MY",
        "INVALID_PAIR_RECORD, SIGNATURE, true, RENEW_RECORD, RECORD_REJECTED",
        "SAVE_PAIR_RECORD_FAILED, SIGNATURE, true, FAIL, DEVICE_COULD_NOT_STORE",
    })
    void whatARefusedSupervisedPairMeans(DeviceErrorKind refusal, Offer offer, boolean mayTapInstead, PairVerdict.Course course, Reason reason) {
        PairVerdict.Situation situation = new PairVerdict.Situation(false, Duration.ZERO, 0, false, offer, mayTapInstead);
        assertThat(PairVerdict.on(refusal, situation)).isEqualTo(new PairVerdict(course, reason));
    }

    @ParameterizedTest
    @EnumSource(DeviceErrorKind.class)
    void everyStringOfADeviceHasAVerdictAndNoneIsAGuess(DeviceErrorKind refusal) {
        assertThat(PairVerdict.on(refusal, FIRST).reason()).isNotNull();
        assertThat(ProofVerdict.onRefusal(refusal, proven()).course()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        // proven, provisional, gone, unpairing, expired, course, reason
        "true, false, false, true, false, UNPAIRED, BY_US",
        "true, false, true, false, false, UNPAIRED, ENDED_BY_OTHER_TOOL",
        "true, false, false, false, true, REVOKED, EXPIRED_UNUSED",
        "true, false, false, false, false, REVOKED, HOST_FORGOTTEN",
        "true, true, false, false, false, REVOKED, SETUP_FINISHED",
        "true, true, false, false, true, REVOKED, SETUP_FINISHED",
        "false, false, false, false, false, PAIR, NEVER_ATTEMPTED",
        "false, false, true, false, true, PAIR, NEVER_ATTEMPTED",
    })
    void whatInvalidHostIdMeans(boolean proven, boolean provisional, boolean gone, boolean unpairing, boolean expired, ProofVerdict.Course course, Reason reason) {
        ProofVerdict.Situation situation = new ProofVerdict.Situation(proven, provisional, gone, unpairing, false, expired, 0);
        assertThat(ProofVerdict.onRefusal(DeviceErrorKind.INVALID_HOST_ID, situation)).isEqualTo(new ProofVerdict(course, reason));
    }

    @ParameterizedTest
    @EnumSource(value = DeviceErrorKind.class, names = {"PASSWORD_PROTECTED", "DEVICE_LOCKED", "ESCROW_LOCKED"})
    void aLockedPhoneTakesNothingFromAProvenRecord(DeviceErrorKind refusal) {
        assertThat(ProofVerdict.onRefusal(refusal, proven())).isEqualTo(new ProofVerdict(ProofVerdict.Course.DEFER, Reason.BEFORE_FIRST_UNLOCK));
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION_BROKEN, 0, TRY_AGAIN, SESSION_BROKEN",
        "SESSION_BROKEN, 1, TRY_AGAIN, SESSION_BROKEN",
        "SESSION_BROKEN, 2, FAIL, SESSION_BROKEN",
        "UNREACHABLE, 0, TRY_AGAIN, DEVICE_UNREACHABLE",
        "UNREACHABLE, 2, FAIL, DEVICE_UNREACHABLE",
        "SESSION_NOT_PROVEN, 0, FAIL, SESSION_NOT_PROVEN",
        "KEY_CHANGED, 0, FAIL, DEVICE_KEY_CHANGED",
        "NOT_ATTACHED, 0, WAIT_FOR_HOST, HOST_NOT_READY",
        "USBMUXD_DOWN, 0, WAIT_FOR_HOST, HOST_NOT_READY",
        "RESTORE_MODE, 0, WAIT_FOR_HOST, HOST_NOT_READY",
        "STOPPED, 0, STOP, RESTART",
    })
    void whatNoAnswerMeans(Trouble trouble, int broken, ProofVerdict.Course course, Reason reason) {
        ProofVerdict.Situation situation = new ProofVerdict.Situation(true, false, false, false, false, false, broken);
        assertThat(ProofVerdict.onTrouble(trouble, situation)).isEqualTo(new ProofVerdict(course, reason));
    }

    @ParameterizedTest
    @EnumSource(value = DeviceErrorKind.class, names = {"INVALID_CONNECTION", "SESSION_ACTIVE"})
    void aSessionThatIsRefusedForTheConnectionIsTriedThreeTimes(DeviceErrorKind refusal) {
        for (int broken = 0; broken < 3; broken++) {
            ProofVerdict.Situation situation = new ProofVerdict.Situation(true, false, false, false, false, false, broken);
            ProofVerdict.Course course = broken < 2 ? ProofVerdict.Course.TRY_AGAIN : ProofVerdict.Course.FAIL;
            assertThat(ProofVerdict.onRefusal(refusal, situation)).isEqualTo(new ProofVerdict(course, Reason.DEVICE_UNREACHABLE));
        }
    }

    @Test
    void anotherKeyIsPairedAnewOnlyWhenSomebodyAsks() {
        ProofVerdict.Situation asked = new ProofVerdict.Situation(true, false, false, false, true, false, 0);
        assertThat(ProofVerdict.onTrouble(Trouble.KEY_CHANGED, asked).course()).isEqualTo(ProofVerdict.Course.PAIR);
        for (Trouble trouble : Trouble.values()) {
            assertThat(ProofVerdict.onTrouble(trouble, asked).course() == ProofVerdict.Course.PAIR).isEqualTo(trouble == Trouble.KEY_CHANGED);
        }
    }

    @Test
    void noTroubleEverRevokes() {
        for (Trouble trouble : Trouble.values()) {
            assertThat(ProofVerdict.onTrouble(trouble, proven()).course()).isNotIn(ProofVerdict.Course.REVOKED, ProofVerdict.Course.UNPAIRED, ProofVerdict.Course.PAIR);
        }
    }

    private static ProofVerdict.Situation proven() {
        return new ProofVerdict.Situation(true, false, false, false, false, false, 0);
    }
}
