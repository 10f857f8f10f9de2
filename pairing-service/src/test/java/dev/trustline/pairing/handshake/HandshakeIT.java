package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeIT {
    @TempDir
    Path folder;

    private HandshakeLab lab(String... personalities) throws Exception {
        return new HandshakeLab(folder, personalities);
    }

    @Test
    void aTapMakesItTrustedAndOneAlertIsEnough() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
            assertThat(lab.newest().facts().record().escrow()).isTrue();
            assertThat(lab.newest().facts().timings().tapToRecordMs()).isNotNull();
            assertThat(lab.phones.host().records().read(lab.phone().udid())).isPresent();
        }
    }

    @Test
    void anotherAttachOfATrustedPhoneRaisesNoAlert() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
            assertThat(lab.ended).as("a proof is no attempt").containsExactly("trusted");
        }
    }

    @Test
    void dontTrustIsFinalUntilTheCableIsPulled() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().deny();
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied");
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "awaiting-trust/dialog-shown");
            assertThat(lab.newest().facts().attempt()).isEqualTo(2);
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "awaiting-trust/dialog-shown", "trusted/user-accepted");
            Awaitility.await().untilAsserted(() -> assertThat(lab.ended).containsExactly("denied", "trusted"));
        }
    }

    @Test
    void aLockedPhoneIsTakenUpAfterTheUnlock() throws Exception {
        try (HandshakeLab lab = lab("locked").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-unlock/device-locked");
            assertThat(lab.phone().snapshot().prompts()).isZero();
            lab.phone().unlock();
            lab.awaitSaid("awaiting-unlock/device-locked", "awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-unlock/device-locked", "awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void aLateTapStillCounts() throws Exception {
        try (HandshakeLab lab = lab("never-answers").with(s -> new HandshakeSettings(s.host(), s.muxWait(), s.detachGrace(), Duration.ofMillis(600),
                s.alertPoll(), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "timed-out/dialog-unanswered");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "timed-out/dialog-unanswered", "trusted/user-accepted");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aLostNotificationIsFoundByTheSlowPoll() throws Exception {
        try (HandshakeLab lab = lab("lost-notification").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void unpluggedWhilePendingEndsTheAttemptAndTheNextPlugBeginsAnother() throws Exception {
        try (HandshakeLab lab = lab().with(s -> new HandshakeSettings(s.host(), s.muxWait(), Duration.ofMillis(300), s.promptTimeout(),
                s.alertPoll(), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().unplug();
            lab.awaitSaid("awaiting-trust/dialog-shown", "failed/device-detached");
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "failed/device-detached", "awaiting-trust/dialog-shown");
        }
    }

    @Test
    void aCablePulledWhilePendingEndsTheAttemptAlsoWhenThePhoneStaysOnTheNetwork() throws Exception {
        try (HandshakeLab lab = lab().with(s -> new HandshakeSettings(s.host(), s.muxWait(), Duration.ofMillis(300), s.promptTimeout(),
                s.alertPoll(), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.faults.staysOnTheNetwork = true;
            lab.phone().unplug();
            lab.awaitSaid("awaiting-trust/dialog-shown", "failed/device-detached");
            assertThat(lab.faults.pairsOverTheAir).hasValue(0);
        }
    }

    @Test
    void reEnumerationAfterTheTapIsNoAlarm() throws Exception {
        try (HandshakeLab lab = lab("re-enumerates").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aResetOnThePhoneIsRevokedAndThenAskedAgain() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().reset();
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "revoked/host-forgotten", "awaiting-trust/dialog-shown");
        }
    }

    @Test
    void anErasedPhoneIsSaidToHaveAnotherKeyAndIsNotAskedByItself() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().erase();
            Awaitility.await().until(() -> lab.phone().snapshot().plugged());
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "failed/device-key-changed");
        }
    }

    @Test
    void anErasedPhoneIsPairedAnewOnCommandAndTheOldRecordStaysUntilThen() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            String old = lab.newest().facts().record().fingerprint();
            lab.phone().erase();
            Awaitility.await().until(() -> lab.phone().snapshot().plugged());
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "failed/device-key-changed");
            lab.said.clear();
            String pair = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.answered).containsExactly(pair);
            assertThat(lab.newest().facts().attempt()).isEqualTo(2);
            assertThat(lab.stored().good().orElseThrow().record().fingerprint()).isEqualTo(old);
            assertThat(lab.stored().candidate().orElseThrow().fingerprint()).isNotEqualTo(old);
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.stored().good().orElseThrow().record().fingerprint()).isEqualTo(lab.newest().facts().record().fingerprint()).isNotEqualTo(old);
        }
    }

    @Test
    void anAttemptWithAnErasedPhoneThatARestartCutsOffGoesOn() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().erase();
            lab.awaitListed();
            lab.said.clear();
            lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.stopHost();
            lab.start();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "awaiting-trust/dialog-shown");
            assertThat(lab.newest().facts().attempt()).isEqualTo(2);
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void aCrashWhileTheAlertIsUpGoesOnWithTheSameRecordAndAttempt() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            String candidate = lab.stored().candidate().orElseThrow().fingerprint();
            lab.stopHost();
            lab.phone().trust();
            lab.start();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.newest().facts().record().fingerprint()).isEqualTo(candidate);
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void trustGivenDuringSetupIsProvisionalAndItsEndIsNoMassReset() throws Exception {
        try (HandshakeLab lab = lab("setup-assistant").start()) {
            lab.attachEvent();
            lab.awaitSaid("trusted/setup-assistant");
            assertThat(lab.newest().facts().record().provisional()).isTrue();
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("trusted/setup-assistant", "revoked/setup-finished", "trusted/setup-assistant");
        }
    }

    @Test
    void beforeTheFirstUnlockAProvenRecordKeepsItsState() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().reboot();
            Awaitility.await().until(() -> lab.phone().snapshot().plugged());
            lab.attachEvent();
            String verify = lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.answered.contains(verify));
            assertThat(((CommandRejected) lab.said.get(lab.said.size() - 1)).reason()).isEqualTo(Rejection.VERIFICATION_DEFERRED);
            assertThat(lab.history()).containsExactly("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().unlock();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "managed, prohibited/managed-device",
        "setup-assistant, trusted/setup-assistant",
    })
    void oddPhonesHaveTheirOwnWords(String personality, String said) throws Exception {
        try (HandshakeLab lab = lab(personality.split(";")).start()) {
            lab.attachEvent();
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(lab.history()).endsWith(said));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytewise", "prefix-apart", "split", "coalesced", "binary-replies", "drop-handshake", "no-passcode", "tls-max=1.2", "ios=8.4.1", "control-characters", "alert-delay=700ms"})
    void thePathIsTheSameHoweverThePhoneSpeaks(String personality) throws Exception {
        try (HandshakeLab lab = lab(personality).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            Awaitility.await().until(() -> lab.phone().trust().done());
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void aNameThatIsTooLongForAnEventIsCut() throws Exception {
        try (HandshakeLab lab = lab("name=" + "\uD83D\uDCF1".repeat(100_000)).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.newest().facts().device().name()).isEqualTo("\uD83D\uDCF1".repeat(100));
        }
    }

    @Test
    void theHostsConsentComesBeforeTheAlert() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").policy(ConsentPolicy.Say.ASK).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-approval/policy-asks");
            assertThat(lab.phone().snapshot().prompts()).isZero();
            String wrong = lab.command(new ApprovalGranted(lab.udid(), HandshakeLab.HOST, 99, "anna"));
            Awaitility.await().until(() -> lab.answered.contains(wrong));
            assertThat(((CommandRejected) lab.said.get(1)).reason()).isEqualTo(Rejection.WRONG_ATTEMPT);
            String right = lab.command(new ApprovalGranted(lab.udid(), HandshakeLab.HOST, 1, "anna"));
            lab.awaitSaid("awaiting-approval/policy-asks", "awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.answered).containsExactly(wrong, right);
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("person:anna");
        }
    }

    @Test
    void aRefusalThatIsHeardOfAfterAnotherCommandIsStillTheOwners() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().deny();
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied");
            lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "denied/user-denied");
        }
    }

    @Test
    void anUnpairOfAPhoneThatIsNotTrustedYetIsRejectedAndATapStillCounts() throws Exception {
        try (HandshakeLab lab = lab().start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            String unpair = lab.command(new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(unpair)).isEqualTo(Rejection.NO_RECORD);
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
        }
    }

    @Test
    void aProofThatWaitsForTheUnlockGoesOnAfterAnyCommandThatIsRejected() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").through(DeafToUnpair::new).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().reboot();
            Awaitility.await().until(() -> lab.phone().snapshot().plugged());
            lab.attachEvent();
            String verify = lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(verify)).isEqualTo(Rejection.VERIFICATION_DEFERRED);
            String approve = lab.command(new ApprovalGranted(lab.udid(), HandshakeLab.HOST, 1, "anna"));
            assertThat(lab.awaitRejected(approve)).isEqualTo(Rejection.WRONG_ATTEMPT);
            String unpair = lab.command(new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(unpair)).as("whether it was done only a session can tell").isEqualTo(Rejection.VERIFICATION_DEFERRED);
            lab.phone().unlock();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
            assertThat(lab.stored().unpairing()).isEmpty();
        }
    }

    @Test
    void aCommandForADeviceWhoseEntryCannotBeReadIsRejected() throws Exception {
        try (HandshakeLab lab = lab()) {
            Files.createDirectories(folder.resolve("vault"));
            Files.write(folder.resolve("vault").resolve(lab.udid() + ".vault"), new byte[] {1, 2, 3});
            lab.start();
            String pair = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.awaitRejected(pair)).isEqualTo(Rejection.VAULT_UNUSABLE);
            assertThat(lab.answered).containsExactly(pair);
        }
    }

    @Test
    void anApprovalOutlivesARestart() throws Exception {
        try (HandshakeLab lab = lab().policy(ConsentPolicy.Say.ASK).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-approval/policy-asks");
            lab.command(new ApprovalGranted(lab.udid(), HandshakeLab.HOST, 1, "anna"));
            lab.awaitSaid("awaiting-approval/policy-asks", "awaiting-trust/dialog-shown");
            lab.stopHost();
            lab.said.clear();
            lab.start();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("person:anna");
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }

    @Test
    void aPhoneThatLocksAndOpensAfterTheDeadlineIsAwaitedAgainWithADeadlineOfItsOwn() throws Exception {
        try (HandshakeLab lab = lab("never-answers").with(s -> new HandshakeSettings(s.host(), s.muxWait(), s.detachGrace(), Duration.ofMillis(600),
                s.alertPoll(), s.unlockPoll(), s.deferPollMax(), s.sessionRetry(), s.connectRetries(), s.connectRetry())).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "timed-out/dialog-unanswered");
            lab.phone().lock();
            lab.awaitSaid("awaiting-trust/dialog-shown", "timed-out/dialog-unanswered", "awaiting-unlock/device-locked");
            lab.phone().unlock();
            lab.awaitSaid("awaiting-trust/dialog-shown", "timed-out/dialog-unanswered", "awaiting-unlock/device-locked", "awaiting-trust/dialog-shown",
                    "timed-out/dialog-unanswered");
        }
    }

    @Test
    void aRefusalOfTheHostIsADenialWithoutAnAlert() throws Exception {
        try (HandshakeLab lab = lab().policy(ConsentPolicy.Say.ASK).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-approval/policy-asks");
            lab.command(new ApprovalRefused(lab.udid(), HandshakeLab.HOST, 1, "anna"));
            lab.awaitSaid("awaiting-approval/policy-asks", "denied/approval-refused");
            assertThat(lab.phone().snapshot().prompts()).isZero();
        }
    }

    @Test
    void eachCommandIsAnsweredOnce() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            String unknown = lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.answered.contains(unknown));
            assertThat(((CommandRejected) lab.said.get(0)).reason()).isEqualTo(Rejection.NO_RECORD);
            lab.said.clear();
            String pair = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            String verify = lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
            String unpair = lab.command(new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted", "unpaired/by-us");
            assertThat(lab.answered).containsExactly(unknown, pair, verify, unpair);
            assertThat(lab.phones.host().records().read(lab.phone().udid())).isEmpty();
            assertThat(lab.phone().snapshot().trustedHosts()).isZero();
            lab.phone().unplug();
            lab.awaitGone();
            String gone = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.answered.contains(gone));
            assertThat(((CommandRejected) lab.said.get(lab.said.size() - 1)).reason()).isEqualTo(Rejection.NOT_ATTACHED);
        }
    }

    @Test
    void aRecordThatUsbmuxdLostIsPutBackWithoutATap() throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phones.host().records().delete(lab.phone().udid());
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/restored");
            assertThat(lab.phones.host().records().read(lab.phone().udid())).isPresent();
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aRecordOfAnotherToolIsAdopted(@TempDir Path elsewhere) throws Exception {
        try (HandshakeLab lab = lab("trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.stopHost();
            lab.said.clear();
            lab.start(new dev.trustline.pairing.pairrecord.FileVault(elsewhere, HandshakeLab.HOST, new javax.crypto.spec.SecretKeySpec(new byte[32], "AES")));
            lab.attachEvent();
            lab.awaitSaid("trusted/adopted");
            assertThat(lab.newest().facts().record().origin()).isEqualTo(RecordFacts.Origin.ADOPTED);
            assertThat(lab.newest().facts().record().weakIdentity()).isTrue();
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }
}
