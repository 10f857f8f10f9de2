package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S5a: after Don't Trust nothing asks the phone again on this cable, whatever else is done with it, but a command for that. */
class AfterDenialIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String DENIED = "denied/user-denied";

    @TempDir
    Path folder;

    private HandshakeLab denied() throws Exception {
        HandshakeLab lab = new HandshakeLab(folder).start();
        lab.attachEvent();
        lab.awaitSaid(UP);
        lab.phone().deny();
        lab.awaitSaid(UP, DENIED);
        return lab;
    }

    private static OtherTool tool(HandshakeLab lab) throws Exception {
        return new OtherTool(lab.phones.host(), lab.phone());
    }

    /** All that was asked for before it is done when this is answered. */
    private static void verifies(HandshakeLab lab) {
        assertThat(lab.awaitRejected(lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna")))).isEqualTo(Rejection.NO_RECORD);
    }

    private static void nothingMoreIsAsked(HandshakeLab lab, int pairs) {
        assertThat(lab.history()).containsExactly(UP, DENIED);
        assertThat(lab.faults.pairsSent).hasValue(pairs);
        assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
    }

    @Test
    void aLookThatACommandHasInterruptedGoesOnAsALook() throws Exception {
        try (HandshakeLab lab = denied()) {
            int pairs = lab.faults.pairsSent.get();
            RecordAdoptRequested adopt = new RecordAdoptRequested(lab.udid(), HandshakeLab.HOST, "anna");
            lab.faults.sessions.add(refused -> {
                lab.command(adopt);
                return new Answer.None<>(Trouble.SESSION_BROKEN);
            });
            tool(lab).save(tool(lab).candidate());
            Awaitility.await().until(() -> lab.faults.sessionsTried.get() >= 3);
            verifies(lab);
            nothingMoreIsAsked(lab, pairs);
        }
    }

    @Test
    void aLookThatUsbmuxdHasCutOffLeavesTheCableSessionAsItWas() throws Exception {
        try (HandshakeLab lab = denied()) {
            int pairs = lab.faults.pairsSent.get();
            int sessions = lab.faults.sessionsTried.get();
            lab.faults.breakSessions(1, Trouble.USBMUXD_DOWN);
            tool(lab).save(tool(lab).candidate());
            Awaitility.await().until(() -> lab.faults.sessionsTried.get() > sessions);
            lab.attachEvent();
            verifies(lab);
            nothingMoreIsAsked(lab, pairs);
        }
    }

    @Test
    void aVerificationOfTheRecordThatThePhoneHadForgottenAsksNobody() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            lab.attachEvent();
            lab.awaitSaid(UP);
            lab.phone().trust();
            lab.awaitSaid(UP, "trusted/user-accepted");
            lab.phone().reset();
            lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid(UP, "trusted/user-accepted", "revoked/host-forgotten", UP);
            lab.phone().deny();
            lab.awaitSaid(UP, "trusted/user-accepted", "revoked/host-forgotten", UP, DENIED);
            int pairs = lab.faults.pairsSent.get();
            verifies(lab);
            assertThat(lab.faults.pairsSent).hasValue(pairs);
            lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.faults.pairsSent.get() > pairs);
        }
    }
}
