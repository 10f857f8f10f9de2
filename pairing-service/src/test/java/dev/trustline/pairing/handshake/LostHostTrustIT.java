package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.result.LostHostUnpaired;
import dev.trustline.events.result.Rejection;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.pairrecord.LabDeposit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trust in a host that is lost ends from another host, on whose cable the phone is. */
class LostHostTrustIT {
    private static final String LOST = "bench-6";
    private static final String UP = "awaiting-trust/dialog-shown";

    @TempDir
    Path folder;

    private PairRecord lostRecord;

    /** A phone that trusts another host, and then is plugged into this one. */
    private HandshakeLab lab() throws Exception {
        HandshakeLab lab = new HandshakeLab(folder);
        lostRecord = tool(lab).pair();
        lab.phone().unplug();
        lab.phone().plug();
        return lab;
    }

    private HandshakeLab trusted() throws Exception {
        HandshakeLab lab = lab().withLabKey().start();
        lab.attachEvent();
        lab.awaitSaid(UP);
        lab.phone().trust();
        lab.awaitSaid(UP, "trusted/user-accepted");
        return lab;
    }

    private static OtherTool tool(HandshakeLab lab) throws Exception {
        return new OtherTool(lab.phones.host(), lab.phone());
    }

    private LostHostUnpairRequested command(HandshakeLab lab, String of, PairRecord record) {
        String sealed = LabDeposit.under(Optional.of(HandshakeLab.LAB_KEY)).seal(lab.udid(), of, record).orElseThrow();
        return new LostHostUnpairRequested(lab.udid(), HandshakeLab.HOST, LOST, record.fingerprint(), sealed, "anna");
    }

    private void awaitEnded(HandshakeLab lab, String command, String rawError) {
        Awaitility.await().until(() -> lab.answered.contains(command));
        assertThat(lab.said.get(lab.said.size() - 1)).isEqualTo(new LostHostUnpaired(lab.udid(), HandshakeLab.HOST, LOST, rawError));
    }

    @Test
    void thePhoneForgetsTheLostHostAndNoOther() throws Exception {
        try (HandshakeLab lab = trusted()) {
            assertThat(tool(lab).works(lostRecord)).isTrue();
            awaitEnded(lab, lab.command(command(lab, LOST, lostRecord)), null);
            assertThat(tool(lab).works(lostRecord)).isFalse();
            assertThat(tool(lab).works(lab.stored().good().orElseThrow().record())).isTrue();
            assertThat(lab.said).hasSize(3);
            assertThat(lab.said.toString()).doesNotContain(lostRecord.hostId());
        }
    }

    @Test
    void anUnpairThatWasNotAnsweredIsAskedAgainAndThatItIsNotKnownIsSuccess() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.faults.unpairs.add(done -> new Answer.None<>(Answer.Trouble.UNREACHABLE));
            awaitEnded(lab, lab.command(command(lab, LOST, lostRecord)), "InvalidHostID");
            assertThat(tool(lab).works(lostRecord)).isFalse();
        }
    }

    @Test
    void aPhoneThatNeverAnswersIsSaidToBeUnreachable() throws Exception {
        try (HandshakeLab lab = trusted()) {
            for (int i = 0; i < 3; i++) {
                lab.faults.unpairs.add(done -> new Answer.None<>(Answer.Trouble.UNREACHABLE));
            }
            assertThat(lab.awaitRejected(lab.command(command(lab, LOST, lostRecord)))).isEqualTo(Rejection.DEVICE_UNREACHABLE);
        }
    }

    @Test
    void whileTheAlertIsUpItIsDoneBesideIt() throws Exception {
        try (HandshakeLab lab = lab().withLabKey().with(s -> new HandshakeSettings(s.host(), s.muxWait(), s.detachGrace(), s.promptTimeout(), Optional.empty(),
                s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start()) {
            lab.attachEvent();
            lab.awaitSaid(UP);
            awaitEnded(lab, lab.command(command(lab, LOST, lostRecord)), null);
            assertThat(lab.faults.pairsSent).hasValue(1);
            lab.phone().trust();
            lab.awaitSaid(UP, "trusted/user-accepted");
            assertThat(tool(lab).works(lostRecord)).isFalse();
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAndThePhoneIsNotAsked() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord another = tool(lab).candidate(dev.trustline.lockdown.pairing.HostIdentity.generate());
            LostHostUnpairRequested good = command(lab, LOST, lostRecord);
            List<LostHostUnpairRequested> wrong = List.of(command(lab, "bench-5", lostRecord),
                    new LostHostUnpairRequested(good.udid(), good.host(), good.lostHost(), another.fingerprint(), good.sealedHostId(), "anna"));
            for (LostHostUnpairRequested command : wrong) {
                assertThat(lab.awaitRejected(lab.command(command))).isEqualTo(Rejection.SEALED_ID_UNREADABLE);
            }
            PairRecord own = lab.stored().good().orElseThrow().record();
            assertThat(lab.awaitRejected(lab.command(command(lab, LOST, own)))).as("this host's own HostID").isEqualTo(Rejection.NOT_SUPPORTED);
            lab.phone().unplug();
            lab.awaitGone();
            assertThat(lab.awaitRejected(lab.command(good))).isEqualTo(Rejection.NOT_ATTACHED);
            lab.faults.staysOnTheNetwork = true;
            assertThat(lab.awaitRejected(lab.command(good))).isEqualTo(Rejection.NEEDS_CABLE);
            lab.faults.staysOnTheNetwork = false;
            lab.phone().plug();
            assertThat(tool(lab).works(lostRecord)).isTrue();
        }
    }

    @Test
    void withALabKeyAResultThatProvesARecordDepositsItsHostIdAndWithoutOneNot() throws Exception {
        try (HandshakeLab lab = trusted()) {
            PairRecord own = lab.stored().good().orElseThrow().record();
            String sealed = lab.newest().facts().record().sealedHostId();
            assertThat(LabDeposit.under(Optional.of(HandshakeLab.LAB_KEY)).open(lab.udid(), HandshakeLab.HOST, own.fingerprint(), sealed))
                    .contains(new HostIdDeposit.HostId(own.hostId()));
        }
    }

    @Test
    void withoutALabKeyNothingIsDepositedAndNothingIsOpened() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid(UP);
            assertThat(lab.awaitRejected(lab.command(command(lab, LOST, lostRecord)))).isEqualTo(Rejection.LAB_KEY_MISSING);
            lab.phone().trust();
            lab.awaitSaid(UP, "trusted/user-accepted");
            assertThat(lab.newest().facts().record().sealedHostId()).isNull();
        }
    }
}
