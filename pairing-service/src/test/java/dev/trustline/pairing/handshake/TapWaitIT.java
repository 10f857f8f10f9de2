package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.PairingRequested;
import dev.trustline.virtualdevice.phone.TrustDialog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wait for the tap does with messages that change nothing for it. The phone takes a Pair during passcode entry as a denial. */
class TapWaitIT {
    private static final Duration DETACH_GRACE = Duration.ofMillis(400);

    @TempDir
    Path folder;

    private HandshakeLab lab() throws Exception {
        return new HandshakeLab(folder, "cancels-passcode+passcode-entry=1500ms").with(s -> new HandshakeSettings(s.host(), s.muxWait(), DETACH_GRACE, s.promptTimeout(),
                Optional.empty(), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start();
    }

    private static void awaitPasscodeEntry(HandshakeLab lab) {
        lab.attachEvent();
        lab.awaitSaid("awaiting-trust/dialog-shown");
        assertThat(lab.phone().trust().done()).isTrue();
        assertThat(lab.phone().snapshot().dialog()).isEqualTo(TrustDialog.PASSCODE);
    }

    @Test
    void aHintOfAPhoneThatIsDealtWithSendsNoPair() throws Exception {
        try (HandshakeLab lab = lab()) {
            awaitPasscodeEntry(lab);
            lab.listed();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void aCommandThatIsAnsweredMeanwhileSendsNoPair() throws Exception {
        try (HandshakeLab lab = lab()) {
            awaitPasscodeEntry(lab);
            String pair = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.stored().doneCommands().containsKey(pair));
            lab.awaitSaid("awaiting-trust/dialog-shown", "awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void aHangUpOfTheNotificationProxySendsNoPairAndTheTapIsHeardAllTheSame() throws Exception {
        try (HandshakeLab lab = lab()) {
            awaitPasscodeEntry(lab);
            lab.faults.listeningsToRefuse.set(2);
            lab.faults.hangUp();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.faults.pairsSent).hasValue(2);
            assertThat(lab.faults.watches).hasSize(2);
        }
    }

    @Test
    void aProxyThatCannotBeReachedAtFirstIsListenedToLater() throws Exception {
        try (HandshakeLab lab = lab()) {
            lab.faults.listeningsToRefuse.set(1);
            lab.attachEvent();
            Awaitility.await().until(() -> lab.faults.watches.size() == 1);
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.faults.pairsSent).hasValue(2);
        }
    }

    @Test
    void aCableThatIsPulledMeanwhileIsNoticedAtOnce() throws Exception {
        try (HandshakeLab lab = lab()) {
            awaitPasscodeEntry(lab);
            lab.phone().unplug();
            Awaitility.await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(lab.history()).endsWith("failed/device-detached"));
        }
    }
}
