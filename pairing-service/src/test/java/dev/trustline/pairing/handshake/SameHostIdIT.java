package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program on this host pairs with the HostID that it finds in our record: the phone then knows its record for that HostID, and ours breaks. */
class SameHostIdIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String TRUSTED = "trusted/user-accepted";
    private static final String ADOPTED = "trusted/adopted";
    private static final String BROKEN = "failed/session-broken";

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

    private static PairRecord good(HandshakeLab lab) {
        return lab.stored().good().orElseThrow().record();
    }

    private static void replug(HandshakeLab lab) {
        lab.phone().unplug();
        lab.awaitGone();
        lab.phone().plug();
        lab.attachEvent();
    }

    @Test
    void itsRecordIsAdoptedAfterTheFirstSessionOfOursThatBreaks() throws Exception {
        try (HandshakeLab lab = trusted()) {
            int pairs = lab.faults.pairsSent.get();
            PairRecord theirs = tool(lab).pairAs(good(lab));
            int sessions = lab.faults.sessionsTried.get();
            tool(lab).save(theirs);
            lab.awaitSaid(UP, TRUSTED, ADOPTED);
            assertThat(lab.faults.sessionsTried).as("ours, then theirs").hasValue(sessions + 2);
            assertThat(good(lab)).isEqualTo(theirs);
            assertThat(lab.newest().facts().record().origin()).isEqualTo(RecordFacts.Origin.ADOPTED);
            assertThat(lab.faults.pairsSent).hasValue(pairs);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void untilTheToolHasSavedItsRecordOursIsTriedAgain() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord theirs = tool(lab).pairAs(good(lab));
            OtherTool tool = tool(lab);
            lab.faults.sessions.add(broken -> broken);
            lab.faults.sessions.add(broken -> {
                tool.trySave(theirs);
                return broken;
            });
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, ADOPTED);
            assertThat(good(lab)).isEqualTo(theirs);
        }
    }

    @Test
    void aRecordOfOurHostIdThatThePhoneDoesNotKnowTakesNoPlace() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord ours = good(lab);
            tool(lab).saveUnheard(tool(lab).candidateAs(ours));
            lab.faults.breakSessions(1, Trouble.SESSION_BROKEN);
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/record-replaced");
            assertThat(good(lab)).isEqualTo(ours);
        }
    }

    @Test
    void whereThePolicyBlocksItIsNotEvenOpened() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord ours = good(lab);
            tool(lab).saveUnheard(tool(lab).pairAs(ours));
            lab.policy(ConsentPolicy.Say.REFUSE);
            int sessions = lab.faults.sessionsTried.get();
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, BROKEN);
            assertThat(lab.faults.sessionsTried).as("ours alone").hasValue(sessions + 3);
            assertThat(good(lab)).isEqualTo(ours);
        }
    }

    @Test
    void whoAsksForOursBackGetsNotTheOther() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord ours = good(lab);
            tool(lab).saveUnheard(tool(lab).pairAs(ours));
            assertThat(lab.awaitRejected(lab.command(new RecordRestoreRequested(lab.udid(), HandshakeLab.HOST, "anna")))).isEqualTo(Rejection.RECORD_DOES_NOT_WORK);
            lab.awaitSaid(UP, TRUSTED, BROKEN);
            assertThat(good(lab)).isEqualTo(ours);
        }
    }
}
