package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.Rejection;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hold of the whole host forbids on each phone, and what it leaves. */
class HostHoldIT {
    private static final HostHold.Hold ASKED = HostHold.Hold.askedBy("anna");

    @TempDir
    Path folder;

    @Test
    void aHeldHostRaisesNoAlertNotEvenAfterARestartAndTheReleaseTakesUpWhatItHeldBack() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, 2).start()) {
            lab.hostHold.hold(ASKED);
            lab.attachEvent();
            lab.awaitSaid("unknown/held");
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("person:anna");
            lab.stopHost();
            lab.start();
            lab.attachEvent();
            lab.attachEvent(lab.phones.phone(2));
            lab.awaitSaid("unknown/held", "unknown/held");
            lab.awaitSaid(lab.phones.phone(2), "unknown/held");
            assertThat(rejection(lab, new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"))).isEqualTo(Rejection.HOST_HELD);
            assertThat(rejection(lab, new ApprovalGranted(lab.udid(), HandshakeLab.HOST, 1, "anna"))).isEqualTo(Rejection.HOST_HELD);
            assertThat(lab.phone().snapshot().prompts() + lab.phones.phone(2).snapshot().prompts()).isZero();
            lab.hostHold.release();
            lab.awaitSaid("unknown/held", "unknown/held", "awaiting-trust/dialog-shown");
            lab.awaitSaid(lab.phones.phone(2), "unknown/held", "awaiting-trust/dialog-shown");
        }
    }

    private static Rejection rejection(HandshakeLab lab, dev.trustline.events.command.PairingCommand command) {
        return lab.awaitRejected(lab.command(command));
    }

    @Test
    void openAttemptsAreParkedAndGoOnWithTheSameRecordAfterTheRelease() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.hostHold.hold(ASKED);
            lab.awaitSaid("awaiting-trust/dialog-shown", "unknown/held");
            lab.phone().trust();
            lab.hostHold.release();
            lab.awaitSaid("awaiting-trust/dialog-shown", "unknown/held", "trusted/user-accepted");
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
            lab.hostHold.hold(ASKED);
            lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "unknown/held", "trusted/user-accepted", "trusted/already-trusted");
        }
    }

    @Test
    void aPhoneThatIsHeldItselfStaysSoWhenTheHostIsReleased() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            String command = lab.command(new HoldRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.answered.contains(command));
            lab.hostHold.hold(ASKED);
            lab.attachEvent();
            lab.awaitSaid("unknown/held");
            lab.hostHold.release();
            assertThat(rejection(lab, new PairingRequested(Udid.parse(lab.phone().udid()), HandshakeLab.HOST, "anna"))).isEqualTo(Rejection.HELD);
            lab.command(new ReleaseRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("unknown/held", "awaiting-trust/dialog-shown");
        }
    }
}
