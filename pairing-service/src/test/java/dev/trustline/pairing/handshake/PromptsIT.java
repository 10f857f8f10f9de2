package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.command.BackupAnnounceRequested;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.AuthenticationPromptResolved;
import dev.trustline.events.result.BackupAnnounced;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.PromptResult;
import dev.trustline.events.result.Rejection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a trusted phone asks its owner is heard in a session, over real sockets and TLS, and has nothing to do with trust. */
@Timeout(60)
class PromptsIT {
    @TempDir
    Path folder;

    private HandshakeLab trusted(String personality) throws Exception {
        HandshakeLab lab = new HandshakeLab(folder, personality).listening().start();
        lab.attachEvent();
        lab.awaitSaid("awaiting-trust/dialog-shown");
        lab.phone().trust();
        lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
        return lab;
    }

    private static void awaitListening(HandshakeLab lab, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).until(() -> lab.prompts.listening() == count);
    }

    private static void awaitPrompts(HandshakeLab lab, PromptResult... expected) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).untilAsserted(() ->
                assertThat(lab.said.stream().filter(PromptResult.class::isInstance)).containsExactly((PairingResult[]) expected));
    }

    private String announce(HandshakeLab lab, int seconds) {
        return lab.command(new BackupAnnounceRequested(lab.udid(), HandshakeLab.HOST, seconds, "anna"));
    }

    @Test
    void theQuestionAboutABackupThatWasAnnouncedIsToldAndTrustStaysAsItWas() throws Exception {
        try (HandshakeLab lab = trusted("ios=16.1")) {
            awaitListening(lab, 1);
            String command = announce(lab, 600);
            Awaitility.await().until(() -> lab.answered.contains(command));
            assertThat(lab.said).last().isEqualTo(new BackupAnnounced(lab.udid(), HandshakeLab.HOST, 600));
            lab.phone().prompt();
            BackupConsentRequested asked = new BackupConsentRequested(lab.udid(), HandshakeLab.HOST, BackupAnnouncement.COMMAND);
            awaitPrompts(lab, asked);
            lab.phone().dismissPrompt();
            awaitPrompts(lab, asked, new BackupConsentResolved(lab.udid(), HandshakeLab.HOST));
            announce(lab, 0);
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            Awaitility.await().until(() -> lab.said.contains(new BackupAnnounced(lab.udid(), HandshakeLab.HOST, 0)));
            lab.phone().prompt();
            lab.phone().dismissPrompt();
            awaitPrompts(lab, asked, new BackupConsentResolved(lab.udid(), HandshakeLab.HOST),
                    new AuthenticationPromptRequested(lab.udid(), HandshakeLab.HOST),
                    new AuthenticationPromptResolved(lab.udid(), HandshakeLab.HOST, null));
            assertThat(lab.history()).containsExactly("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.phone().snapshot().prompts()).as("alerts").isEqualTo(1);
        }
    }

    @Test
    void withAutomaticBackupsItIsToldAtEveryConnectionAndNothingElseHasHappened() throws Exception {
        try (HandshakeLab lab = trusted("ios=17.0")) {
            for (int connection = 1; connection <= 2; connection++) {
                lab.phone().unplug();
                lab.awaitGone();
                awaitListening(lab, 0);
                lab.phone().plug();
                lab.attachEvent();
                awaitListening(lab, 1);
                lab.phone().beginBackup();
                int asked = connection;
                Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).until(() ->
                        lab.said.stream().filter(BackupConsentRequested.class::isInstance).count() == asked);
            }
            lab.phone().unplug();
            BackupConsentRequested asked = new BackupConsentRequested(lab.udid(), HandshakeLab.HOST, BackupAnnouncement.DEVICE);
            BackupConsentResolved outOfSight = new BackupConsentResolved(lab.udid(), HandshakeLab.HOST, true);
            awaitPrompts(lab, asked, outOfSight, asked, outOfSight);
            assertThat(lab.history()).containsExactly("awaiting-trust/dialog-shown", "trusted/user-accepted",
                    "trusted/already-trusted", "trusted/already-trusted");
            assertThat(lab.phone().snapshot().prompts()).as("alerts").isEqualTo(1);
        }
    }

    @Test
    void aPhoneThatHangsUpIsListenedToAgainAndAForgottenHostIsVerified() throws Exception {
        try (HandshakeLab lab = trusted("proxy-idle=300ms")) {
            awaitListening(lab, 1);
            awaitListening(lab, 0);
            awaitListening(lab, 1);
            assertThat(lab.said).as("nothing is said of that").hasSize(2);
            lab.phone().reset();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "revoked/host-forgotten", "awaiting-trust/dialog-shown");
        }
    }

    @Test
    void anOlderPhoneIsNotListenedToAndAStrangerCannotBeAnnounced() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, "ios=15.8").listening().start()) {
            assertThat(lab.awaitRejected(announce(lab, 60))).isEqualTo(Rejection.UNKNOWN_DEVICE);
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.awaitRejected(announce(lab, 60))).as("answered while the alert waits").isEqualTo(Rejection.NO_RECORD);
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.prompts.listening()).isZero();
        }
    }
}
