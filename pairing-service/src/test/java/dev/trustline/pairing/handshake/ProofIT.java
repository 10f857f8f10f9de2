package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.pairrecord.FileVault;
import java.nio.file.Path;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is believed, and what is done, when answers are lost on the way. */
class ProofIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String TRUSTED = "trusted/user-accepted";

    @TempDir
    Path folder;

    private HandshakeLab lab(String... personalities) throws Exception {
        return new HandshakeLab(folder, personalities);
    }

    private HandshakeLab trusted() throws Exception {
        HandshakeLab lab = lab("trusts-after=50ms").start();
        lab.attachEvent();
        lab.awaitSaid(UP, TRUSTED);
        return lab;
    }

    private static void replug(HandshakeLab lab) {
        lab.phone().unplug();
        Awaitility.await().until(() -> lab.faults.find(lab.udid()) instanceof Answer.None);
        lab.phone().plug();
        lab.attachEvent();
    }

    /** As after the loss of the vault: usbmuxd's record is another tool's. */
    private void forgetVault(HandshakeLab lab) throws Exception {
        lab.stopHost();
        lab.said.clear();
        lab.faults.sessionsTried.set(0);
        lab.start(new FileVault(folder.resolve("elsewhere"), HandshakeLab.HOST, new SecretKeySpec(new byte[32], "AES")));
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = {"UNREACHABLE", "UNINTELLIGIBLE", "USBMUXD_DOWN"})
    void aRecordThatUsbmuxdDidNotGiveIsNotGone(Trouble trouble) throws Exception {
        try (HandshakeLab lab = trusted()) {
            int saved = lab.usbmuxdRecords.saved.get();
            lab.usbmuxdRecords.reading = trouble;
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/already-trusted");
            assertThat(lab.usbmuxdRecords.saved).hasValue(saved);
            lab.phone().reset();
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/already-trusted", "revoked/host-forgotten", UP, TRUSTED);
        }
    }

    @Test
    void aRecordThatCannotBeReadIsLeftAsItIs() throws Exception {
        try (HandshakeLab lab = trusted()) {
            byte[] torn = "no property list".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            lab.phones.host().records().save(lab.phone().udid(), torn);
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "trusted/already-trusted");
            assertThat(lab.phones.host().records().read(lab.phone().udid())).contains(torn);
        }
    }

    /** The phone has accepted, the reply is lost, and so is the cable. */
    private HandshakeLab acceptedUnheard() throws Exception {
        HandshakeLab lab = lab("trusts-after=50ms").with(s -> new HandshakeSettings(s.host(), s.muxWait(), Duration.ofMillis(300), s.promptTimeout(),
                s.alertPoll(), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start();
        lab.faults.pairs.add(given -> {
            lab.phone().unplug();
            return new Answer.None<>(Trouble.UNREACHABLE);
        });
        lab.attachEvent();
        lab.awaitSaid(UP, "failed/device-detached");
        lab.said.clear();
        return lab;
    }

    @Test
    void anAcceptedPairWhoseReplyWasLostWithTheCableIsFoundByASession() throws Exception {
        try (HandshakeLab lab = acceptedUnheard()) {
            int pairs = lab.faults.pairsSent.get();
            replug(lab);
            lab.awaitSaid(TRUSTED);
            assertThat(lab.faults.pairsSent).hasValue(pairs);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aCandidateWhoseSessionsBreakIsTriedAgainAndIsNoReasonForAnotherAlert() throws Exception {
        try (HandshakeLab lab = acceptedUnheard()) {
            lab.faults.breakSessions(3, Trouble.SESSION_BROKEN);
            replug(lab);
            lab.awaitSaid("failed/session-broken");
            lab.faults.breakSessions(1, Trouble.SESSION_BROKEN);
            replug(lab);
            lab.awaitSaid("failed/session-broken", TRUSTED);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aCandidateIsProvenAfterTheFirstUnlockAndNotAskedForAgain() throws Exception {
        try (HandshakeLab lab = acceptedUnheard()) {
            lab.phone().plug();
            lab.phone().reboot();
            Awaitility.await().until(() -> lab.phone().snapshot().plugged());
            lab.attachEvent();
            lab.awaitSaid("awaiting-unlock/device-locked");
            lab.phone().unlock();
            lab.awaitSaid("awaiting-unlock/device-locked", TRUSTED);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"SESSION_BROKEN, session-broken", "UNINTELLIGIBLE, session-broken", "UNREACHABLE, device-unreachable"})
    void anotherToolsRecordIsTriedThreeTimesAndThenNothingIsAsked(Trouble trouble, String reason) throws Exception {
        try (HandshakeLab lab = trusted()) {
            forgetVault(lab);
            lab.faults.breakSessions(3, trouble);
            int pairs = lab.faults.pairsSent.get();
            lab.attachEvent();
            lab.awaitSaid("failed/" + reason);
            assertThat(lab.faults.pairsSent).hasValue(pairs);
            replug(lab);
            lab.awaitSaid("failed/" + reason, "trusted/adopted");
        }
    }

    @Test
    void aSessionThatIsNotProvenIsNoReasonToPairARecordOfAnotherTool() throws Exception {
        try (HandshakeLab lab = trusted()) {
            forgetVault(lab);
            lab.faults.breakSessions(1, Trouble.SESSION_NOT_PROVEN);
            lab.attachEvent();
            lab.awaitSaid("failed/session-not-proven");
        }
    }

    @Test
    void aBrokenSessionAfterALostReplyIsNoReasonForAnotherPair() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            lab.faults.pairs.add(given -> new Answer.None<>(Trouble.UNREACHABLE));
            lab.faults.breakSessions(4, Trouble.SESSION_BROKEN);
            lab.attachEvent();
            lab.awaitSaid(UP, TRUSTED);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void whereThePolicyBlocksARecordOfAnotherToolIsNotEvenTried() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.policy(ConsentPolicy.Say.REFUSE);
            forgetVault(lab);
            lab.attachEvent();
            lab.awaitSaid("denied/approval-refused");
            assertThat(lab.faults.sessionsTried).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"SESSION_NOT_PROVEN, session-not-proven", "KEY_CHANGED, device-key-changed", "UNINTELLIGIBLE, answer-not-accepted"})
    void anAcceptedPairThatIsNotProvenIsSaidByItsReason(Trouble trouble, String reason) throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            lab.faults.sessionsAfterPair.add(given -> new Answer.None<>(trouble));
            lab.attachEvent();
            lab.awaitSaid(UP, "failed/" + reason);
        }
    }

    @Test
    void aConnectionThatIsRefusedForEverIsSaidToBeUnreachable() throws Exception {
        try (HandshakeLab lab = trusted()) {
            for (int i = 0; i < 3; i++) {
                lab.faults.sessions.add(given -> new Answer.Refused<>(DeviceErrorKind.INVALID_CONNECTION, "InvalidConnection"));
            }
            replug(lab);
            lab.awaitSaid(UP, TRUSTED, "failed/device-unreachable");
        }
    }

    @Test
    void anUnpairThatWasDoneUnheardIsSettledByASession() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.faults.unpairs.add(done -> new Answer.None<>(Trouble.UNREACHABLE));
            lab.usbmuxdRecords.deletionsToFail.set(2);
            String unpair = lab.command(new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid(UP, TRUSTED, "unpaired/by-us");
            assertThat(lab.answered).containsExactly(unpair);
            assertThat(lab.phones.host().records().read(lab.phone().udid())).isEmpty();
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    private HandshakeLab unpairedWithARecordLeft() throws Exception {
        HandshakeLab lab = trusted();
        lab.usbmuxdRecords.deletionsToFail.set(3);
        lab.command(new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"));
        lab.awaitSaid(UP, TRUSTED, "unpaired/by-us");
        lab.command(new HoldRequested(lab.udid(), HandshakeLab.HOST, "anna"));
        Awaitility.await().until(() -> lab.stored().isHeld());
        assertThat(lab.phones.host().records().read(lab.phone().udid())).isPresent();
        lab.stopHost();
        return lab;
    }

    @Test
    void anUnpairThatUsbmuxdDidNotFinishIsFinishedAfterARestart() throws Exception {
        try (HandshakeLab lab = unpairedWithARecordLeft()) {
            lab.usbmuxdRecords.deletionsToFail.set(3);
            lab.start();
            lab.listed();
            Awaitility.await().until(() -> lab.usbmuxdRecords.deletionsToFail.get() == 0);
            lab.stopHost();
            lab.start();
            lab.listed();
            Awaitility.await().until(() -> lab.stored().leftAtUsbmuxd().isEmpty());
            assertThat(lab.phones.host().records().read(lab.phone().udid())).isEmpty();
        }
    }

    @Test
    void aRecordThatAnotherToolHasMadeSinceIsNotRemoved() throws Exception {
        try (HandshakeLab lab = unpairedWithARecordLeft()) {
            byte[] others = "no property list".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            lab.phones.host().records().save(lab.phone().udid(), others);
            lab.start();
            lab.listed();
            Awaitility.await().until(() -> lab.history().contains("unknown/held"));
            assertThat(lab.phones.host().records().read(lab.phone().udid())).contains(others);
        }
    }

    @Test
    void anUnpairThatWasNotAnsweredIsSettledWhenThePhoneIsBack() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.faults.unpairs.add(done -> {
                lab.phone().unplug();
                return new Answer.None<>(Trouble.UNREACHABLE);
            });
            String unpair = lab.command(new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(unpair)).isEqualTo(Rejection.DEVICE_UNREACHABLE);
            assertThat(lab.stored().unpairing()).contains(unpair);
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid(UP, TRUSTED, "unpaired/by-us");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void anUnpairThatThePhoneNeverGotLeavesTheTrustAndNoIntent() throws Exception {
        try (HandshakeLab lab = trusted()) {
            lab.faults.losesUnpairs = true;
            String unpair = lab.command(new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(unpair)).isEqualTo(Rejection.DEVICE_UNREACHABLE);
            lab.awaitSaid(UP, TRUSTED, "trusted/already-trusted");
            assertThat(lab.stored().unpairing()).isEmpty();
            assertThat(lab.answered).containsExactly(unpair);
        }
    }

    @Test
    void aVerificationInTheSameCableSessionLeavesTrustOfTheSetupProvisional() throws Exception {
        try (HandshakeLab lab = lab("setup-assistant").start()) {
            lab.attachEvent();
            lab.awaitSaid("trusted/setup-assistant");
            lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("trusted/setup-assistant", "trusted/already-trusted");
            assertThat(lab.newest().facts().record().provisional()).isTrue();
            replug(lab);
            lab.awaitSaid("trusted/setup-assistant", "trusted/already-trusted", "revoked/setup-finished", "trusted/setup-assistant");
        }
    }

    @Test
    void aPersonWhoAsksGetsAPairingThoughTheSessionsOfAnotherToolsRecordBreak() throws Exception {
        try (HandshakeLab lab = trusted()) {
            forgetVault(lab);
            lab.faults.breakSessions(3, Trouble.SESSION_BROKEN);
            lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("trusted/accepted-without-alert");
        }
    }
}
