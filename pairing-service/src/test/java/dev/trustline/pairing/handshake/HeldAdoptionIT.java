package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.lockdown.pairing.PairRecord;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While pairing is held another tool's record is not even opened; after the release it is looked at by itself. */
class HeldAdoptionIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String TRUSTED = "trusted/user-accepted";

    @TempDir
    Path folder;

    private static OtherTool tool(HandshakeLab lab) throws Exception {
        return new OtherTool(lab.phones.host(), lab.phone());
    }

    private static void hold(HandshakeLab lab) {
        String hold = lab.command(new HoldRequested(lab.udid(), HandshakeLab.HOST, "anna"));
        Awaitility.await().until(() -> lab.answered.contains(hold));
    }

    private static void release(HandshakeLab lab) {
        lab.command(new ReleaseRequested(lab.udid(), HandshakeLab.HOST, "anna"));
    }

    @Test
    void oneThatIsThereAtTheAttachWaitsForTheRelease() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            tool(lab).save(tool(lab).pair());
            hold(lab);
            lab.attachEvent();
            lab.awaitSaid("unknown/held");
            assertThat(lab.faults.sessionsTried).hasValue(0);
            release(lab);
            lab.awaitSaid("unknown/held", "trusted/adopted");
            assertThat(lab.faults.pairsSent).hasValue(0);
        }
    }

    @Test
    void oneThatATrustedPhoneKnowsInsteadOfOursWaitsForTheReleaseToo() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, "trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid(UP, TRUSTED);
            Awaitility.await().until(lab.usbmuxdRecords::isOwnSaveHeard);
            hold(lab);
            PairRecord ours = lab.stored().good().orElseThrow().record();
            tool(lab).save(tool(lab).pairAs(ours));
            lab.awaitSaid(UP, TRUSTED, "failed/session-broken");
            assertThat(lab.stored().good().orElseThrow().record()).isEqualTo(ours);
            release(lab);
            lab.awaitSaid(UP, TRUSTED, "failed/session-broken", "trusted/adopted");
        }
    }

    @Test
    void aHeldHostAdoptsNothingEither() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, "trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid(UP, TRUSTED);
            Awaitility.await().until(lab.usbmuxdRecords::isOwnSaveHeard);
            lab.hostHold.hold(HostHold.Hold.askedBy("anna"));
            lab.phone().reset();
            tool(lab).save(tool(lab).pair());
            lab.awaitSaid(UP, TRUSTED, "revoked/host-forgotten", "unknown/held");
            lab.hostHold.release();
            lab.awaitSaid(UP, TRUSTED, "revoked/host-forgotten", "unknown/held", "trusted/adopted");
        }
    }
}
