package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.RecordFacts;
import dev.trustline.lockdown.pairing.PairRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs on this host that pair and unpair the same phone: what they do is heard at once, and what it means is asked of the phone. */
class ForeignToolsIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String TRUSTED = "trusted/user-accepted";

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

    private static void replug(HandshakeLab lab) {
        lab.phone().unplug();
        lab.awaitGone();
        lab.phone().plug();
        lab.attachEvent();
    }

    @Test
    void aRecordThatAnotherToolGaveUsbmuxdIsHeardAtOnceAndOnce() throws Exception {
        try (HandshakeLab lab = trusted()) {
            int pairs = lab.faults.pairsSent.get();
            PairRecord theirs = tool(lab).pair();
            tool(lab).save(theirs);
            lab.awaitSaid(UP, TRUSTED, "trusted/record-replaced");
            int sessions = lab.faults.sessionsTried.get();
            tool(lab).save(theirs);
            tool(lab).save(theirs);
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/record-replaced", "trusted/record-replaced");
            assertThat(lab.faults.sessionsTried).as("one look at the replug, none at what was known").hasValue(sessions + 1);
            assertThat(lab.faults.pairsSent).hasValue(pairs);
            assertThat(tool(lab).saved().fingerprint()).as("is left as it is").isEqualTo(theirs.fingerprint());
        }
    }

    /** As go-ios saves it: usbmuxd announces it to nobody. */
    @Test
    void aRecordThatNobodyWasToldOfIsFoundByTheNextScheduledProof() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord theirs = tool(lab).pair();
            tool(lab).saveUnheard(theirs);
            lab.verify(new ProofSchedule.Due(lab.udid(), Verification.Occasion.SCHEDULE), () -> { });
            lab.awaitSaid(UP, TRUSTED, "trusted/record-replaced");
            lab.phone().reset();
            tool(lab).saveUnheard(tool(lab).pair());
            lab.verify(new ProofSchedule.Due(lab.udid(), Verification.Occasion.SCHEDULE), () -> { });
            lab.awaitSaid(UP, TRUSTED, "trusted/record-replaced", "trusted/adopted");
        }
    }

    @Test
    void whatThisHostGivesUsbmuxdItselfIsNoNews() throws Exception {
        try (HandshakeLab lab = trusted()) {
            int sessions = lab.faults.sessionsTried.get();
            tool(lab).save(lab.stored().good().orElseThrow().record());
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/already-trusted");
            assertThat(lab.faults.sessionsTried).hasValue(sessions + 1);
        }
    }

    @Test
    void whileTheHostsConsentIsAwaitedARecordThatWorksIsAdopted() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).policy(ConsentPolicy.Say.ASK).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-approval/policy-asks");
            tool(lab).save(tool(lab).pair());
            lab.awaitSaid("awaiting-approval/policy-asks", "trusted/adopted");
            assertThat(lab.newest().facts().record().origin()).isEqualTo(RecordFacts.Origin.ADOPTED);
            assertThat(lab.stored().open()).isFalse();
            assertThat(lab.faults.pairsSent).hasValue(0);
        }
    }

    @Test
    void whileTheHostsConsentIsAwaitedARecordThatDoesNotWorkChangesNothing() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).policy(ConsentPolicy.Say.ASK).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-approval/policy-asks");
            tool(lab).save(tool(lab).candidate());
            lab.awaitSaid("awaiting-approval/policy-asks", "awaiting-approval/policy-asks");
            tool(lab).save(tool(lab).candidate());
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
            assertThat(lab.stored().open()).isTrue();
            assertThat(lab.phone().snapshot().prompts()).isZero();
        }
    }

    @Test
    void anAlertThatAnotherToolGotAcceptedIsAcceptedForTheOpenAttemptTooWithItsOwnRecord() throws Exception {
        Duration poll = Duration.ofSeconds(1);
        try (HandshakeLab lab = new HandshakeLab(folder).with(s -> new HandshakeSettings(s.host(), s.muxWait(), s.detachGrace(), s.promptTimeout(),
                Optional.of(poll), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start()) {
            lab.faults.listeningsToRefuse.set(100);
            lab.attachEvent();
            lab.awaitSaid(UP);
            String ours = lab.stored().candidate().orElseThrow().fingerprint();
            tool(lab).save(tool(lab).pair());
            assertThat(lab.history()).as("the wait for the tap is not disturbed").containsExactly(UP);
            lab.awaitSaid(UP, TRUSTED);
            assertThat(lab.newest().facts().record().fingerprint()).isEqualTo(ours);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
            Awaitility.await().untilAsserted(() -> assertThat(tool(lab).saved().fingerprint()).isEqualTo(ours));
            assertThat(lab.history()).containsExactly(UP, TRUSTED);
        }
    }

    @Test
    void whatWasSavedDuringAnAttemptIsLookedAtWhenItHasEnded() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            PairRecord theirs = tool(lab).pair();
            replug(lab);
            lab.awaitSaid(UP);
            tool(lab).save(theirs);
            lab.phone().deny();
            lab.awaitSaid(UP, "denied/user-denied", "trusted/adopted");
        }
    }

    @Test
    void aRecordThatDoesNotWorkIsNoReasonToAskAnybody() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).policy(ConsentPolicy.Say.REFUSE).start()) {
            lab.attachEvent();
            lab.awaitSaid("denied/approval-refused");
            lab.policy(ConsentPolicy.Say.ALLOW);
            int sessions = lab.faults.sessionsTried.get();
            tool(lab).save(tool(lab).candidate());
            Awaitility.await().until(() -> lab.faults.sessionsTried.get() > sessions);
            lab.stopHost();
            assertThat(lab.history()).containsExactly("denied/approval-refused");
            assertThat(lab.phone().snapshot().prompts()).isZero();
        }
    }

    @Test
    void aPhoneThatWasResetAndPairedByAnotherToolIsAdoptedAtOnce() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.phone().reset();
            tool(lab).save(tool(lab).pair());
            lab.awaitSaid(UP, TRUSTED, "trusted/adopted");
        }
    }

    @Test
    void aPhoneWhoseTrustWasLostBeforeIsAdoptedTooBeforeAnybodyIsAsked() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.policy(ConsentPolicy.Say.REFUSE);
            lab.phone().reset();
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "revoked/host-forgotten", "denied/approval-refused");
            lab.policy(ConsentPolicy.Say.ALLOW);
            lab.phone().unplug();
            lab.awaitGone();
            lab.phone().plug();
            lab.awaitListed();
            int pairs = lab.faults.pairsSent.get();
            tool(lab).saveUnheard(tool(lab).pair());
            lab.attachEvent();
            lab.awaitSaid(UP, TRUSTED, "revoked/host-forgotten", "denied/approval-refused", "trusted/adopted");
            assertThat(lab.faults.pairsSent).hasValue(pairs);
        }
    }

    @Test
    void aLookThatFindsTrustLostGoesOnAsAtAnAttach() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.phone().reset();
            tool(lab).save(tool(lab).candidate());
            lab.awaitSaid(UP, TRUSTED, "revoked/host-forgotten", UP, TRUSTED);
        }
    }

    @Test
    void anotherToolThatUnpairsIsNamedThoughUsbmuxdIsNotHeardAtFirst() throws Exception {
        try (HandshakeLab lab = trusted()) {
            tool(lab).unpair();
            lab.usbmuxdRecords.readingsToFail.set(2);
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "unpaired/ended-by-other-tool");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void anUnpairThatIsHalfDoneWhenThePhoneIsAskedIsStillTheOtherToolsUnpair() throws Exception {
        try (HandshakeLab lab = trusted()) {
            tool(lab).unpairOnPhone();
            lab.faults.sessions.add(refused -> {
                assertThat(lab.usbmuxdRecords.delete(new Attachment(lab.udid(), 0, false))).isInstanceOf(Answer.Given.class);
                return refused;
            });
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "unpaired/ended-by-other-tool");
        }
    }

    @Test
    void whatUsbmuxdDidNotTakeIsNotCalledRestored() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.phones.host().loseRecords();
            lab.usbmuxdRecords.savesToFail.set(1);
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/already-trusted");
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/already-trusted", "trusted/restored");
            assertThat(tool(lab).hasSaved()).isTrue();
        }
    }
}
