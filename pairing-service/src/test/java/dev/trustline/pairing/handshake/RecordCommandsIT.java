package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.lockdown.pairing.PairRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that settle which of two records a host goes on with. */
class RecordCommandsIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String TRUSTED = "trusted/user-accepted";
    private static final String REPLACED = "trusted/record-replaced";

    @TempDir
    Path folder;

    private HandshakeLab trusted() throws Exception {
        HandshakeLab lab = new HandshakeLab(folder, "trusts-after=50ms").start();
        lab.attachEvent();
        lab.awaitSaid(UP, TRUSTED);
        Awaitility.await().until(lab.usbmuxdRecords::isOwnSaveHeard);
        return lab;
    }

    private static OtherTool tool(HandshakeLab lab) throws Exception {
        return new OtherTool(lab.phones.host(), lab.phone());
    }

    private static String restore(HandshakeLab lab) {
        return lab.command(new RecordRestoreRequested(lab.udid(), HandshakeLab.HOST, "anna"));
    }

    private static String adopt(HandshakeLab lab) {
        return lab.command(new RecordAdoptRequested(lab.udid(), HandshakeLab.HOST, "anna"));
    }

    private static String goodOf(HandshakeLab lab) {
        return lab.stored().good().orElseThrow().record().fingerprint();
    }

    @Test
    void theVaultsRecordGoesBackToUsbmuxdOnceItIsProven() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord theirs = tool(lab).pair();
            tool(lab).save(theirs);
            lab.awaitSaid(UP, TRUSTED, REPLACED);
            String restore = restore(lab);
            lab.awaitSaid(UP, TRUSTED, REPLACED, "trusted/restored");
            assertThat(lab.answered).containsExactly(restore);
            assertThat(tool(lab).saved().fingerprint()).isEqualTo(goodOf(lab));
            tool(lab).save(theirs);
            lab.awaitSaid(UP, TRUSTED, REPLACED, "trusted/restored", REPLACED);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void usbmuxdsRecordBecomesTheVaultsOnceItIsProven() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord theirs = tool(lab).pair();
            tool(lab).save(theirs);
            lab.awaitSaid(UP, TRUSTED, REPLACED);
            String adopt = adopt(lab);
            lab.awaitSaid(UP, TRUSTED, REPLACED, "trusted/adopted");
            assertThat(lab.answered).containsExactly(adopt);
            assertThat(goodOf(lab)).isEqualTo(theirs.fingerprint());
            assertThat(lab.newest().facts().record().origin()).isEqualTo(RecordFacts.Origin.ADOPTED);
            assertThat(lab.newest().facts().record().weakIdentity()).isTrue();
            assertThat(tool(lab).saved().fingerprint()).isEqualTo(theirs.fingerprint());
        }
    }

    @Test
    void aRecordThatDoesNotWorkIsNotAdoptedAndNothingElseChanges() throws Exception {
        try (HandshakeLab lab = trusted()) {
            String ours = goodOf(lab);
            tool(lab).save(tool(lab).candidate());
            lab.awaitSaid(UP, TRUSTED, REPLACED);
            int pairs = lab.faults.pairsSent.get();
            assertThat(lab.awaitRejected(adopt(lab))).isEqualTo(Rejection.RECORD_DOES_NOT_WORK);
            lab.phones.host().records().save(lab.phone().udid(), "no property list".getBytes(StandardCharsets.US_ASCII));
            assertThat(lab.awaitRejected(adopt(lab))).isEqualTo(Rejection.RECORD_DOES_NOT_WORK);
            lab.awaitSaid(UP, TRUSTED, REPLACED);
            assertThat(goodOf(lab)).isEqualTo(ours);
            assertThat(lab.faults.pairsSent).hasValue(pairs);
        }
    }

    @Test
    void whatIsNotThereIsNeitherRestoredNorAdopted() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            lab.attachEvent();
            lab.awaitSaid(UP);
            assertThat(lab.awaitRejected(restore(lab))).isEqualTo(Rejection.NO_RECORD);
            assertThat(lab.awaitRejected(adopt(lab))).isEqualTo(Rejection.NOTHING_TO_ADOPT);
            assertThat(lab.faults.pairsSent).as("the wait for the tap is not disturbed").hasValue(1);
            lab.phone().trust();
            lab.awaitSaid(UP, TRUSTED);
            assertThat(lab.awaitRejected(adopt(lab))).as("what usbmuxd has is ours").isEqualTo(Rejection.NOTHING_TO_ADOPT);
            lab.phone().unplug();
            lab.awaitGone();
            assertThat(lab.awaitRejected(restore(lab))).isEqualTo(Rejection.NOT_ATTACHED);
            lab.faults.staysOnTheNetwork = true;
            assertThat(lab.awaitRejected(restore(lab))).isEqualTo(Rejection.NEEDS_CABLE);
        }
    }

    @Test
    void aRestoreThatFindsTrustLostIsRejectedAndTheLossIsSaid() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.phone().reset();
            assertThat(lab.awaitRejected(restore(lab))).isEqualTo(Rejection.RECORD_DOES_NOT_WORK);
            lab.awaitSaid(UP, TRUSTED, "revoked/host-forgotten", UP, TRUSTED);
        }
    }

    @Test
    void whereThePolicyBlocksNothingIsAdoptedOrEvenTried() throws Exception {
        try (HandshakeLab lab = trusted()) {
            tool(lab).saveUnheard(tool(lab).pair());
            lab.policy(ConsentPolicy.Say.REFUSE);
            int sessions = lab.faults.sessionsTried.get();
            assertThat(lab.awaitRejected(adopt(lab))).isEqualTo(Rejection.NOTHING_TO_ADOPT);
            assertThat(lab.faults.sessionsTried).hasValue(sessions);
        }
    }

    @Test
    void whilePairingIsHeldNothingIsAdopted() throws Exception {
        try (HandshakeLab lab = trusted()) {
            tool(lab).saveUnheard(tool(lab).pair());
            lab.command(new HoldRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(adopt(lab))).isEqualTo(Rejection.HELD);
        }
    }

    @Test
    void beforeTheFirstUnlockNothingIsRestoredNorLater() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord theirs = tool(lab).pair();
            tool(lab).saveUnheard(theirs);
            lab.phone().reboot();
            Awaitility.await().until(() -> lab.phone().snapshot().plugged() && lab.faults.find(lab.udid()) instanceof Answer.Given);
            lab.attachEvent();
            int sessions = lab.faults.sessionsTried.get();
            Awaitility.await().until(() -> lab.faults.sessionsTried.get() > sessions);
            assertThat(lab.awaitRejected(restore(lab))).isEqualTo(Rejection.VERIFICATION_DEFERRED);
            lab.phone().unlock();
            lab.awaitSaid(UP, TRUSTED, REPLACED);
            assertThat(tool(lab).saved().fingerprint()).isEqualTo(theirs.fingerprint());
        }
    }

    private HandshakeLab alertUpBesideARecordOfAnotherTool(boolean works) throws Exception {
        HandshakeLab lab = new HandshakeLab(folder).start();
        PairRecord theirs = works ? tool(lab).pair() : tool(lab).candidate();
        lab.phone().unplug();
        lab.awaitGone();
        lab.phone().plug();
        lab.attachEvent();
        lab.awaitSaid(UP);
        tool(lab).saveUnheard(theirs);
        return lab;
    }

    @Test
    void aRecordIsAdoptedWhileTheAlertIsUp() throws Exception {
        try (HandshakeLab lab = alertUpBesideARecordOfAnotherTool(true)) {
            String adopt = adopt(lab);
            lab.awaitSaid(UP, "trusted/adopted");
            assertThat(lab.answered).containsExactly(adopt);
            assertThat(lab.stored().open()).isFalse();
        }
    }

    @Test
    void anAttemptGoesOnWithItsRecordWhenNothingIsAdopted() throws Exception {
        try (HandshakeLab lab = alertUpBesideARecordOfAnotherTool(false)) {
            String ours = lab.stored().candidate().orElseThrow().fingerprint();
            assertThat(lab.awaitRejected(adopt(lab))).isEqualTo(Rejection.RECORD_DOES_NOT_WORK);
            lab.phone().trust();
            Awaitility.await().until(() -> lab.history().contains(TRUSTED));
            assertThat(goodOf(lab)).isEqualTo(ours);
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
        }
    }
}
