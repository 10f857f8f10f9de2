package dev.trustline.virtualdevice.phone;

import static dev.trustline.virtualdevice.phone.PhoneUnderTest.DENIED;
import static dev.trustline.virtualdevice.phone.PhoneUnderTest.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertBehaviourTest {

    @Test
    void thereIsNothingToTapBeforeTheAlertShows() {
        PhoneUnderTest test = new PhoneUnderTest("alert-delay=20s");
        assertThat(test.phone.trust().done()).isFalse();
        assertThat(test.pair("A")).isEqualTo(PENDING);
        test.advance(19_999);
        assertThat(test.phone.trust().reason()).contains("no alert");
        test.advance(1);
        assertThat(test.dialog()).isEqualTo(TrustDialog.SHOWN);
        assertThat(test.phone.snapshot().milestones().alertShown().nanos()).isEqualTo(20_000_000_000L);
        assertThat(test.phone.trust().done()).isTrue();
    }

    @Test
    void pullingTheCableWithdrawsAnAlertThatWasAboutToShow() {
        PhoneUnderTest test = new PhoneUnderTest("alert-delay=5s");
        test.pair("A");
        test.replug();
        test.advance(10_000);
        assertThat(test.dialog()).isEqualTo(TrustDialog.NONE);
        assertThat(test.phone.snapshot().prompts()).isZero();
    }

    @Test
    void theNotificationComesAfterThePasscodeOnly() {
        PhoneUnderTest test = new PhoneUnderTest("passcode-entry=3s");
        test.pair("A");
        test.phone.trust();
        assertThat(test.dialog()).isEqualTo(TrustDialog.PASSCODE);
        assertThat(test.pair("A")).isEqualTo(PENDING);
        test.advance(2_999);
        assertThat(test.posted).isEmpty();
        test.advance(1);
        assertThat(test.posted).containsExactly(AnswerEffects.REQUEST_PAIR);
        assertThat(test.pair("A")).isInstanceOf(PairAnswer.Stored.class);
    }

    @Test
    void thePasscodeCanBeTypedAtOnce() {
        PhoneUnderTest test = new PhoneUnderTest("passcode-entry=3s");
        test.pair("A");
        assertThat(test.phone.enterPasscode().done()).isFalse();
        test.phone.trust();
        assertThat(test.phone.enterPasscode().done()).isTrue();
        test.advance(10_000);
        assertThat(test.posted).hasSize(1);
    }

    @Test
    void aCancelledPasscodeIsNoAnswerAndTheNextPairAsksAgain() {
        PhoneUnderTest test = new PhoneUnderTest("passcode-entry=3s+trust-hints");
        test.pair("A");
        assertThat(test.phone.cancelPasscode().reason()).contains("no passcode");
        test.phone.trust();
        assertThat(test.phone.cancelPasscode().done()).isTrue();
        test.advance(10_000);
        assertThat(test.dialog()).isEqualTo(TrustDialog.NONE);
        assertThat(test.posted).containsExactly("com.apple.mobile.lockdown.cancel_trust_dialog");
        assertThat(test.pair("A")).isEqualTo(PENDING);
        assertThat(test.phone.snapshot().prompts()).isEqualTo(2);
        test.phone.trust();
        test.phone.enterPasscode();
        assertThat(test.pair("A")).isInstanceOf(PairAnswer.Stored.class);
    }

    @Test
    void anAlertMayVanishWithTheScreen() {
        PhoneUnderTest test = new PhoneUnderTest("vanishes-on-lock+alert-delay=5s");
        test.pair("A");
        test.phone.lock();
        test.advance(10_000);
        assertThat(test.dialog()).isEqualTo(TrustDialog.NONE);
        test.phone.unlock();
        test.pair("A");
        test.advance(5_000);
        test.phone.lock();
        test.phone.unlock();
        assertThat(test.dialog()).isEqualTo(TrustDialog.NONE);
        assertThat(test.pair("A")).isEqualTo(PENDING);
    }

    @Test
    void anAlertUnderAnotherPromptCannotBeTappedUntilThatIsDismissed() {
        PhoneUnderTest test = new PhoneUnderTest("hidden-by-prompt", Owner.trustsAfter(Duration.ofSeconds(1)));
        test.phone.sheet().prompt();
        assertThat(test.pair("A")).isEqualTo(PENDING);
        test.advance(2_000);
        assertThat(test.phone.trust().reason()).contains("dismiss it first");
        assertThat(test.pair("A")).isEqualTo(PENDING);
        test.phone.sheet().dismiss();
        test.phone.uncovered();
        assertThat(test.dialog()).isEqualTo(TrustDialog.ACCEPTED);
    }

    @Test
    void everyPairIsCountedByTheWayThatItCame() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        test.pair("A");
        assertThat(test.phone.snapshot().pairs()).isEqualTo(new PairCounts(2, 0, 2));
        test.replug();
        assertThat(test.phone.snapshot().pairs()).isEqualTo(new PairCounts(2, 0, 0));
        PhoneUnderTest distant = new PhoneUnderTest("network-only");
        distant.pair("A");
        assertThat(distant.phone.snapshot().pairs()).isEqualTo(new PairCounts(0, 1, 1));
    }

    @Test
    void aPhoneWithoutPasscodeAcceptsWithTheTap() {
        PhoneUnderTest test = new PhoneUnderTest("no-passcode+passcode-entry=3s");
        test.pair("A");
        test.phone.trust();
        assertThat(test.dialog()).isEqualTo(TrustDialog.ACCEPTED);
    }

    @Test
    void aPersonalityTakesAPairDuringPasscodeEntryForADenial() {
        PhoneUnderTest test = new PhoneUnderTest("cancels-passcode");
        test.pair("A");
        test.phone.trust();
        assertThat(test.pair("A")).isEqualTo(DENIED);
        test.advance(10_000);
        assertThat(test.dialog()).isEqualTo(TrustDialog.DENIED);
        assertThat(test.posted).isEmpty();
    }

    @Test
    void aLockedPhoneCannotBeTapped() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.pair("A");
        test.phone.lock();
        assertThat(test.phone.trust().reason()).contains("locked");
        test.phone.unlock();
        assertThat(test.phone.trust().done()).isTrue();
    }

    @Test
    void anOwnerTapsByThemselvesAndOnALockedPhoneOnceItIsOpen() {
        PhoneUnderTest test = new PhoneUnderTest("standard", Owner.trustsAfter(Duration.ofSeconds(3)));
        test.pair("A");
        test.phone.lock();
        test.advance(5_000);
        assertThat(test.dialog()).isEqualTo(TrustDialog.SHOWN);
        test.phone.unlock();
        assertThat(test.dialog()).isEqualTo(TrustDialog.ACCEPTED);
    }

    @Test
    void anOwnerWhoNeverAnswersDoesNotEvenInALabThatTrusts() {
        PhoneUnderTest test = new PhoneUnderTest("never-answers", Owner.trustsAfter(Duration.ZERO));
        test.pair("A");
        test.advance(3_600_000);
        assertThat(test.dialog()).isEqualTo(TrustDialog.SHOWN);
        assertThat(test.phone.trust().done()).isTrue();
    }

    @Test
    void denyingOwnersDoSoWithAndWithoutNotification() {
        PhoneUnderTest loud = new PhoneUnderTest("denies");
        PhoneUnderTest silent = new PhoneUnderTest("denies-without-notification");
        loud.pair("A");
        silent.pair("A");
        loud.advance(1_000);
        silent.advance(1_000);
        assertThat(loud.pair("A")).isEqualTo(DENIED);
        assertThat(silent.pair("A")).isEqualTo(DENIED);
        assertThat(loud.posted).containsExactly("com.apple.mobile.lockdown.do_not_trust");
        assertThat(silent.posted).isEmpty();
    }

    @Test
    void aLostNotificationIsLostOnce() {
        PhoneUnderTest test = new PhoneUnderTest("lost-notification");
        test.pair("A");
        test.phone.trust();
        assertThat(test.posted).isEmpty();
        test.replug();
        test.pair("A");
        test.phone.trust();
        assertThat(test.posted).hasSize(1);
    }

    @Test
    void reEnumerationFollowsTheTapOnceAndKeepsTheConsent() {
        PhoneUnderTest test = new PhoneUnderTest("re-enumerates");
        test.pair("A");
        test.phone.trust();
        test.advance(1_000);
        assertThat(test.reEnumerations).isEqualTo(1);
        test.cable = test.phone.reAttach("lab-1");
        assertThat(test.pair("A")).isInstanceOf(PairAnswer.Stored.class);
    }

    @Test
    void aHarsherReEnumerationForgetsTheConsent() {
        PhoneUnderTest test = new PhoneUnderTest("re-enumerates-and-forgets");
        test.pair("A");
        test.phone.trust();
        test.advance(1_000);
        test.cable = test.phone.reAttach("lab-1");
        assertThat(test.pair("A")).isEqualTo(PENDING);
        test.phone.trust();
        test.advance(1_000);
        assertThat(test.reEnumerations).isEqualTo(1);
    }

    @Test
    void anOwnerUnlocksAfterATime() {
        PhoneUnderTest test = new PhoneUnderTest("locked+unlock-after=10s");
        test.advance(10_000);
        assertThat(test.phone.snapshot().locked()).isFalse();
    }
}
