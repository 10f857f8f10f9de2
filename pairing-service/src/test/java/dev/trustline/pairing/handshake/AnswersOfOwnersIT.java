package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.virtualdevice.phone.TrustDialog;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After Trust comes the passcode screen, and alerts come late, vanish or are hidden: no attempt ends with that. And taps that cannot be a person's. */
class AnswersOfOwnersIT {
    private static final String[] NOT_ANSWERED = {"awaiting-trust/dialog-shown", "timed-out/dialog-unanswered"};
    private static final String[] ANSWERED_LATE = {"awaiting-trust/dialog-shown", "timed-out/dialog-unanswered", "trusted/user-accepted"};

    @TempDir
    Path folder;

    private HandshakeLab lab(String personality, Duration deadline) throws Exception {
        return new HandshakeLab(folder, personality).with(s -> new HandshakeSettings(s.host(), s.muxWait(), s.detachGrace(), deadline,
                s.alertPoll(), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start();
    }

    private static void awaitAlerts(HandshakeLab lab, int alerts) {
        Awaitility.await().until(() -> lab.phone().snapshot().prompts() == alerts && lab.phone().snapshot().dialog() == TrustDialog.SHOWN);
    }

    @Test
    void aPasscodeThatIsCancelledIsNoAnswerAndTheAlertComesAgain() throws Exception {
        try (HandshakeLab lab = lab("passcode-entry=60m", Duration.ofMillis(900))) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.phone().trust().done()).isTrue();
            assertThat(lab.phone().cancelPasscode().done()).isTrue();
            awaitAlerts(lab, 2);
            lab.awaitSaid(NOT_ANSWERED);
            assertThat(lab.phone().trust().done()).isTrue();
            assertThat(lab.phone().enterPasscode().done()).isTrue();
            lab.awaitSaid(ANSWERED_LATE);
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
        }
    }

    @Test
    void anAlertThatComesLateStillCounts() throws Exception {
        try (HandshakeLab lab = lab("alert-delay=1200ms", Duration.ofMillis(300))) {
            lab.attachEvent();
            lab.awaitSaid(NOT_ANSWERED);
            awaitAlerts(lab, 1);
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid(ANSWERED_LATE);
            assertThat(lab.newest().facts().impossibleTap()).as("slow taps are no wonder").isNull();
        }
    }

    @Test
    void anAlertThatVanishesWithTheScreenComesAgainAfterTheUnlock() throws Exception {
        try (HandshakeLab lab = lab("vanishes-on-lock", Duration.ofMinutes(5))) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().lock();
            assertThat(lab.phone().snapshot().dialog()).isEqualTo(TrustDialog.NONE);
            lab.awaitSaid("awaiting-trust/dialog-shown", "awaiting-unlock/device-locked");
            lab.phone().unlock();
            awaitAlerts(lab, 2);
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid("awaiting-trust/dialog-shown", "awaiting-unlock/device-locked", "awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
        }
    }

    @Test
    void anAlertUnderAnotherPromptIsWaitedForUntilThatIsGone() throws Exception {
        try (HandshakeLab lab = lab("hidden-by-prompt", Duration.ofMillis(500))) {
            assertThat(lab.phone().prompt().done()).isTrue();
            lab.attachEvent();
            lab.awaitSaid(NOT_ANSWERED);
            assertThat(lab.phone().trust().done()).isFalse();
            assertThat(lab.phone().dismissPrompt().done()).isTrue();
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid(ANSWERED_LATE);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void anAcceptanceOfALockedPhoneWithoutAnAlertBetweenIsTrustedAndFlagged() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder)) {
            lab.faults.saysLockedInsteadOfPending = true;
            lab.start().attachEvent();
            lab.awaitSaid("awaiting-unlock/device-locked");
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid("awaiting-unlock/device-locked", "trusted/accepted-without-alert");
            assertThat(lab.newest().facts().impossibleTap()).isEqualTo(ImpossibleTap.WHILE_LOCKED);
            assertThat(lab.newest().facts().record().escrow()).isTrue();
        }
    }
}
