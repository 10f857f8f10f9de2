package dev.trustline.virtualdevice.phone;

import static dev.trustline.virtualdevice.phone.PhoneUnderTest.DENIED;
import static dev.trustline.virtualdevice.phone.PhoneUnderTest.PASSWORD;
import static dev.trustline.virtualdevice.phone.PhoneUnderTest.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustStateMachineTest {

    @Test
    void aFirstPairShowsTheAlertOnceAndStaysPending() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        assertThat(test.pair("A")).isEqualTo(PENDING);
        assertThat(test.pair("B")).isEqualTo(PENDING);
        assertThat(test.dialog()).isEqualTo(TrustDialog.SHOWN);
        assertThat(test.phone.snapshot().prompts()).isEqualTo(1);
    }

    @Test
    void afterTheTapAnyHostIdOfThisCableSessionIsStored() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        assertThat(test.phone.trust().done()).isTrue();
        assertThat(test.posted).containsExactly(AnswerEffects.REQUEST_PAIR);
        assertThat(test.pair("another")).isInstanceOf(PairAnswer.Stored.class);
        assertThat(((PairAnswer.Stored) test.pair("third")).escrowBag()).hasSize(32);
        assertThat(test.phone.startSession("another")).isInstanceOf(SessionAnswer.Opened.class);
        assertThat(test.phone.startSession("A")).isEqualTo(new SessionAnswer.Refused(LockdownFault.INVALID_HOST_ID));
    }

    @Test
    void consentEndsWithTheCableAndAKnownHostIsAskedAboutAgain() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        test.phone.trust();
        test.pair("A");
        test.replug();
        assertThat(test.phone.startSession("A")).isInstanceOf(SessionAnswer.Opened.class);
        assertThat(test.pair("A")).isEqualTo(PENDING);
        assertThat(test.phone.snapshot().prompts()).isEqualTo(2);
    }

    @Test
    void aPersonalityPairsKnownHostsSilently() {
        PhoneUnderTest test = new PhoneUnderTest("known-host-silent");
        test.pair("A");
        test.phone.trust();
        test.pair("A");
        test.replug();
        assertThat(test.pair("new HostID, same BUID")).isInstanceOf(PairAnswer.Stored.class);
        assertThat(test.phone.snapshot().prompts()).isEqualTo(1);
    }

    @Test
    void denialLastsUntilTheCableIsPulledWhateverTheHostCallsItself() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        assertThat(test.phone.deny().done()).isTrue();
        assertThat(test.posted).isEmpty();
        assertThat(test.pair("B")).isEqualTo(DENIED);
        assertThat(test.phone.pair(PhoneUnderTest.request("C", "other BUID"), test.cable)).isEqualTo(DENIED);
        test.replug();
        assertThat(test.pair("A")).isEqualTo(PENDING);
    }

    @Test
    void aLockedPhoneShowsNothing() {
        PhoneUnderTest test = new PhoneUnderTest("locked");
        assertThat(test.pair("A")).isEqualTo(PASSWORD);
        assertThat(test.dialog()).isEqualTo(TrustDialog.NONE);
        test.phone.unlock();
        assertThat(test.pair("A")).isEqualTo(PENDING);
    }

    @Test
    void withoutExtendedErrorsPendingAndDeniedReadAsPasswordProtected() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        PairRequest plain =
                new PairRequest(true, "A", "BUID", Optional.of(PhoneUnderTest.certificates()), false, SupervisorProof.NONE);
        assertThat(test.phone.pair(plain, test.cable)).isEqualTo(PASSWORD);
        test.phone.deny();
        assertThat(test.phone.pair(plain, test.cable)).isEqualTo(PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "standard, false, A, true, MISSING_PAIR_RECORD",
        "standard, true, '', true, MISSING_HOST_ID",
        "standard, true, A, false, INVALID_PAIR_RECORD",
        "network-only, true, A, true, PAIRING_PROHIBITED_OVER_THIS_CONNECTION",
        "managed, true, A, true, MC_PROTECTED"
    })
    void formAndPolicyComeBeforeTheAlert(
            String traits, boolean record, String hostId, boolean good, LockdownFault fault) {
        PhoneUnderTest test = new PhoneUnderTest(traits);
        PairRequest request = new PairRequest(
                record,
                hostId,
                "BUID",
                good ? Optional.of(PhoneUnderTest.certificates()) : Optional.empty(),
                true,
                SupervisorProof.NONE);
        assertThat(test.phone.pair(request, test.cable)).isEqualTo(new PairAnswer.Refused(fault));
        assertThat(test.phone.snapshot().prompts()).isZero();
    }

    @Test
    void duringSetupEveryHostIsTrustedUntilTheCableIsPulled() {
        PhoneUnderTest test = new PhoneUnderTest("setup-assistant");
        assertThat(test.pair("A")).isInstanceOf(PairAnswer.Stored.class);
        test.replug();
        assertThat(test.phone.startSession("A")).isEqualTo(new SessionAnswer.Refused(LockdownFault.INVALID_HOST_ID));
    }

    @Test
    void beforeIosSevenPairSucceedsWithoutAlertOrEscrowBag() {
        PhoneUnderTest test = new PhoneUnderTest("ios=6.1");
        assertThat(((PairAnswer.Stored) test.pair("A")).escrowBag()).isEmpty();
        assertThat(test.phone.snapshot().prompts()).isZero();
    }

    @Test
    void beforeTheFirstUnlockEvenATrustedHostGetsNoSession() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        test.phone.trust();
        test.pair("A");
        test.phone.detach();
        test.phone.booted();
        assertThat(test.phone.startSession("A")).isEqualTo(new SessionAnswer.Refused(LockdownFault.PASSWORD_PROTECTED));
        test.phone.unlock();
        assertThat(test.phone.startSession("A")).isInstanceOf(SessionAnswer.Opened.class);
    }

    @Test
    void unpairRemovesTheOneRecordThatItNames() {
        PhoneUnderTest test = new PhoneUnderTest("no-passcode");
        test.pair("A");
        test.phone.trust();
        test.pair("A");
        test.pair("B");
        assertThat(test.phone.unpair("A")).isTrue();
        assertThat(test.phone.unpair("A")).isFalse();
        assertThat(test.phone.startSession("B")).isInstanceOf(SessionAnswer.Opened.class);
    }

    @Test
    void resetForgetsEveryHostAndTheConsent() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        test.phone.trust();
        test.pair("A");
        test.phone.reset();
        assertThat(test.phone.startSession("A")).isEqualTo(new SessionAnswer.Refused(LockdownFault.INVALID_HOST_ID));
        assertThat(test.pair("A")).isEqualTo(PENDING);
    }

    @Test
    void aPairOverACableThatIsOutIsNeverStored() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        test.phone.trust();
        CableSession old = test.cable;
        test.replug();
        assertThat(test.phone.pair(PhoneUnderTest.request("A", "BUID"), old)).isInstanceOf(PairAnswer.Refused.class);
        assertThat(test.phone.trustedHosts()).isEmpty();
    }
}
