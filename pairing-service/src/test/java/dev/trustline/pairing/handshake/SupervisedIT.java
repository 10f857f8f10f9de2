package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.events.result.RelationResult;
import dev.trustline.lockdown.fake.Organisation;
import dev.trustline.pairing.handshake.Supervision.NotSupervised;
import dev.trustline.pairing.supervision.HostFiles;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairing without a tap. The phones verify the signature. */
class SupervisedIT {
    private static Organisation organisation;

    @TempDir
    Path folder;

    @BeforeAll
    static void organise() throws Exception {
        organisation = Organisation.of("P-256");
    }

    /** A phone of {@code owner}, on a host that has the identity of {@code host}. */
    private HandshakeLab lab(Organisation owner, Organisation host, String more) throws Exception {
        return new HandshakeLab(folder, "supervised-by=" + owner.certificateFile(folder, false) + more).supervision(HostFiles.of(host, folder, NotSupervised.ASK));
    }

    private static int alerts(HandshakeLab lab) {
        return lab.phone().snapshot().prompts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256"})
    void aSupervisedPhoneIsTrustedWithoutATap(String algorithm) throws Exception {
        Organisation by = Organisation.of(algorithm);
        try (HandshakeLab lab = lab(by, by, "").start()) {
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised");
            RelationResult trusted = lab.newest();
            assertThat(trusted.facts().decidedBy()).isEqualTo("policy:test");
            assertThat(trusted.facts().record().escrow()).isTrue();
            assertThat(alerts(lab)).isZero();
            assertThat(lab.phones.host().records().read(lab.phone().udid())).isPresent();
            assertThat(lab.stored().alerts().raised()).isEmpty();
            lab.phone().unplug();
            lab.awaitGone();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised", "trusted/already-trusted");
            assertThat(lab.faults.pairsSent).as("the next attach is proven, not paired").hasValue(1);
        }
    }

    @Test
    void theHostsConsentComesBeforeTheIdentityIsOffered() throws Exception {
        try (HandshakeLab lab = lab(organisation, organisation, "").policy(ConsentPolicy.Say.REFUSE).start()) {
            lab.attachEvent();
            lab.awaitSaid("denied/approval-refused");
            assertThat(lab.faults.pairsSent).hasValue(0);
            assertThat(lab.phone().snapshot().trustedHosts()).isZero();
        }
    }

    @Test
    void aLockedPhoneIsDeferredUntilItIsUnlockedAndTheOldRecordIsKept() throws Exception {
        try (HandshakeLab lab = lab(organisation, organisation, "").start()) {
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised");
            String old = lab.newest().facts().record().fingerprint();
            lab.phone().reset();
            lab.phone().lock();
            lab.phone().unplug();
            lab.awaitGone();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised", "revoked/host-forgotten", "awaiting-unlock/supervised-deferred");
            assertThat(lab.stored().good().orElseThrow().record().fingerprint()).isEqualTo(old);
            int sent = lab.faults.pairsSent.get();
            Awaitility.await().until(() -> lab.faults.pairsSent.get() > sent + 1);
            assertThat(lab.stored().good().orElseThrow().record().fingerprint()).isEqualTo(old);
            assertThat(lab.history()).hasSize(3);
            lab.phone().unlock();
            lab.awaitSaid("trusted/supervised", "revoked/host-forgotten", "awaiting-unlock/supervised-deferred", "trusted/supervised");
            assertThat(lab.stored().good().orElseThrow().record().fingerprint()).isNotEqualTo(old).isEqualTo(lab.newest().facts().record().fingerprint());
            assertThat(lab.newest().facts().record().escrow()).isTrue();
            assertThat(alerts(lab)).isZero();
        }
    }

    @Test
    void aDeferralOutlivesARestart() throws Exception {
        try (HandshakeLab lab = lab(organisation, organisation, "+locked").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-unlock/supervised-deferred");
            String candidate = lab.stored().candidate().orElseThrow().fingerprint();
            lab.stopHost();
            lab.said.clear();
            lab.start();
            lab.phone().unlock();
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised");
            assertThat(lab.newest().facts().record().fingerprint()).isEqualTo(candidate);
            assertThat(lab.newest().facts().attempt()).isEqualTo(1);
        }
    }

    @Test
    void aCrashBetweenTheAcceptanceAndItsProofForgetsNotThatNobodyTapped() throws Exception {
        try (HandshakeLab lab = lab(organisation, organisation, "").start()) {
            AtomicReference<VaultEntry> accepted = new AtomicReference<>();
            lab.faults.sessionsAfterPair.add(proof -> {
                accepted.set(lab.stored());
                return proof;
            });
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised");
            lab.stopHost();
            lab.said.clear();
            lab.phones.host().records().delete(lab.phone().udid());
            HandshakeLab again = lab.start(new VaultOfOneMoment(accepted.get()));
            again.attachEvent();
            again.awaitSaid("trusted/supervised");
            assertThat(again.faults.pairsSent).hasValue(1);
        }
    }

    /** As a crash leaves it. */
    private static final class VaultOfOneMoment implements Vault {
        private volatile VaultEntry entry;

        private VaultOfOneMoment(VaultEntry entry) {
            this.entry = entry;
        }

        @Override
        public VaultEntry load(Udid udid) {
            return entry;
        }

        @Override
        public void save(VaultEntry changed) {
            entry = changed;
        }
    }

    @Test
    void aWatchGivesNoEscrowBagAndIsTrusted() throws Exception {
        try (HandshakeLab lab = lab(organisation, organisation, "+watch").start()) {
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised");
            assertThat(lab.newest().facts().record().escrow()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"MCProtected", "InvalidResponse", "MCChallengeRequired"})
    void anotherOrganisationIsRefusedInWhateverWords(String words) throws Exception {
        try (HandshakeLab lab = lab(organisation, Organisation.of("P-256"), "+wrong-identity=" + words).start()) {
            lab.attachEvent();
            lab.awaitSaid("prohibited/supervision-identity-refused");
            assertThat(lab.newest().facts().rawError()).isEqualTo(words);
            assertThat(alerts(lab)).isZero();
        }
    }

    @Test
    void aPhoneOfNobodyIsAskedForTheTap() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).supervision(HostFiles.of(organisation, folder, NotSupervised.ASK)).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            assertThat(alerts(lab)).isEqualTo(1);
            assertThat(lab.stored().alerts().raised()).hasSize(1);
        }
    }

    @Test
    void aPhoneOfNobodyIsReportedWhereThatIsThePolicy() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).supervision(HostFiles.of(organisation, folder, NotSupervised.REPORT)).start()) {
            lab.attachEvent();
            lab.awaitSaid("prohibited/not-supervised");
            assertThat(lab.newest().facts().rawError()).isEqualTo("PairingDialogResponsePending");
            assertThat(lab.ended).containsExactly("prohibited");
        }
    }

    @Test
    void aPhoneThatTrustsThisHostAlreadyIsNotChallengedAndNeedsNoTap() throws Exception {
        try (HandshakeLab lab = lab(organisation, organisation, "").start()) {
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised");
            lab.stopHost();
            lab.phones.host().records().delete(lab.phone().udid());
            lab.said.clear();
            lab.start(new dev.trustline.pairing.pairrecord.FileVault(folder.resolve("new"), HandshakeLab.HOST, new javax.crypto.spec.SecretKeySpec(new byte[32], "AES")));
            lab.attachEvent();
            lab.awaitSaid("trusted/accepted-without-alert");
            assertThat(alerts(lab)).isZero();
        }
    }

    @Test
    void aBrokenFileKeepsTheLastGoodIdentityInForce() throws Exception {
        dev.trustline.pairing.supervision.SupervisionFile identity = HostFiles.of(organisation, folder, NotSupervised.ASK);
        java.nio.file.Files.write(folder.resolve("organisation.p12"), new byte[] {1});
        identity.look();
        assertThat(identity.problems()).hasSize(1);
        try (HandshakeLab lab = new HandshakeLab(folder, "supervised-by=" + organisation.certificateFile(folder, false)).supervision(identity).start()) {
            lab.attachEvent();
            lab.awaitSaid("trusted/supervised");
        }
    }
}
