package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Released;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hold forbids, and what it leaves. */
class HoldIT {
    @TempDir
    Path folder;

    private HandshakeLab lab() throws Exception {
        return new HandshakeLab(folder).start();
    }

    private static String hold(HandshakeLab lab) {
        return answered(lab, lab.command(new HoldRequested(lab.udid(), HandshakeLab.HOST, "anna")));
    }

    private static String release(HandshakeLab lab) {
        return answered(lab, lab.command(new ReleaseRequested(lab.udid(), HandshakeLab.HOST, "anna")));
    }

    private static String answered(HandshakeLab lab, String command) {
        Awaitility.await().until(() -> lab.answered.contains(command));
        return command;
    }

    @Test
    void aHeldPhoneRaisesNoAlertNotEvenAfterARestart() throws Exception {
        try (HandshakeLab lab = lab()) {
            hold(lab);
            assertThat(lab.said).hasOnlyElementsOfType(Held.class);
            lab.attachEvent();
            lab.awaitSaid("unknown/held");
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("person:anna");
            lab.stopHost();
            lab.start();
            lab.attachEvent();
            lab.awaitSaid("unknown/held", "unknown/held");
            assertThat(lab.phone().snapshot().prompts()).isZero();
            release(lab);
            lab.awaitSaid("unknown/held", "unknown/held", "awaiting-trust/dialog-shown");
        }
    }

    @Test
    void aHoldEndsTheOpenAttemptAndTheReleaseTakesItUpWithTheSameRecord() throws Exception {
        try (HandshakeLab lab = lab()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            hold(lab);
            lab.awaitSaid("awaiting-trust/dialog-shown", "unknown/held");
            String pair = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(pair)).isEqualTo(Rejection.HELD);
            lab.phone().trust();
            release(lab);
            lab.awaitSaid("awaiting-trust/dialog-shown", "unknown/held", "trusted/user-accepted");
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aTrustedPhoneIsVerifiedWhileItIsHeldAndStaysTrusted() throws Exception {
        try (HandshakeLab lab = lab()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            hold(lab);
            lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
            lab.phone().reset();
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted", "revoked/host-forgotten", "unknown/held");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aSecondHoldAndAnIdleReleaseAreAnsweredAndChangeNothing() throws Exception {
        try (HandshakeLab lab = lab()) {
            release(lab);
            hold(lab);
            hold(lab);
            release(lab);
            assertThat(lab.said).extracting(said -> said.getClass().getSimpleName())
                    .containsExactly(Released.class.getSimpleName(), Held.class.getSimpleName(), Held.class.getSimpleName(), Released.class.getSimpleName());
            assertThat(lab.phone().snapshot().prompts()).isZero();
        }
    }
}
