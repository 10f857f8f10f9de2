package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.virtualdevice.LabPhone;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit of attempts that are open at once on one host. */
class OpenAttemptsIT {
    @TempDir
    Path folder;

    private HandshakeLab lab(int phones) throws Exception {
        return new HandshakeLab(folder, phones).openAttempts(1).start();
    }

    @Test
    void aPhoneBeyondTheLimitIsUnknownAndIsTakenUpByItself() throws Exception {
        try (HandshakeLab lab = lab(2)) {
            LabPhone second = lab.phones.phone(2);
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.attachEvent(second);
            lab.awaitSaid(second, "unknown/host-busy");
            assertThat(second.snapshot().prompts()).isZero();
            lab.phone().trust();
            lab.awaitSaid(second, "unknown/host-busy", "awaiting-trust/dialog-shown");
            second.trust();
            lab.awaitSaid(second, "unknown/host-busy", "awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void aPhoneThatLeavesTheRowGivesItsTurnToTheNext() throws Exception {
        try (HandshakeLab lab = lab(3)) {
            LabPhone second = lab.phones.phone(2);
            LabPhone third = lab.phones.phone(3);
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.attachEvent(second);
            lab.awaitSaid(second, "unknown/host-busy");
            lab.attachEvent(third);
            lab.awaitSaid(third, "unknown/host-busy");
            second.unplug();
            lab.phone().deny();
            lab.awaitSaid(third, "unknown/host-busy", "awaiting-trust/dialog-shown");
        }
    }

    @Test
    void aTrustedPhoneIsVerifiedHoweverBusyTheHostIs() throws Exception {
        try (HandshakeLab lab = lab(2)) {
            LabPhone second = lab.phones.phone(2);
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.attachEvent(second);
            lab.awaitSaid(second, "awaiting-trust/dialog-shown");
            lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
        }
    }

    @Test
    void aCommandThatMeetsTheLimitIsRejectedAndMayComeAgain() throws Exception {
        try (HandshakeLab lab = lab(2)) {
            LabPhone second = lab.phones.phone(2);
            Udid udid = Udid.parse(second.udid());
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            String early = lab.command(new PairingRequested(udid, HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(early)).isEqualTo(Rejection.HOST_BUSY);
            assertThat(lab.history(second)).isEmpty();
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            String late = lab.command(new PairingRequested(udid, HandshakeLab.HOST, "anna"));
            lab.awaitSaid(second, "awaiting-trust/dialog-shown");
            assertThat(lab.answered).containsExactly(early, late);
        }
    }
}
