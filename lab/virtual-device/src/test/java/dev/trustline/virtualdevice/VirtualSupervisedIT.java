package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.PairAnswer;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.fake.Organisation;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Supervised pairing over the wire, the signature verified by the phone. */
@Timeout(60)
class VirtualSupervisedIT {
    private static Organisation organisation;

    @TempDir
    private Path folder;

    @BeforeAll
    static void organise() throws Exception {
        organisation = Organisation.of("P-256");
    }

    private VirtualLab lab(Organisation by, boolean pem, String more) throws Exception {
        Path file = by.certificateFile(folder, pem);
        return VirtualLab.start(LabOptions.builder().withoutHttp().personality("supervised-by=" + file + more).build());
    }

    private static PairAnswer pair(LabClient host, PairRecord record, SupervisionIdentity identity) throws Exception {
        try (LockdownClient client = host.lockdown()) {
            return client.pairSupervised(record, identity, "lab-1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOrganisationPairsWithoutATap(boolean rsa) throws Exception {
        Organisation by = rsa ? Organisation.of("RSA-2048") : organisation;
        try (VirtualLab lab = lab(by, rsa, "")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairAnswer.Paired paired = (PairAnswer.Paired) pair(host, host.candidate(), by.identity());

            assertThat(paired.challenged()).isTrue();
            assertThat(paired.record().escrowBag()).isPresent();
            assertThat(host.versionInSession(paired.record())).isEqualTo("17.5.1");
            assertThat(lab.phone(1).snapshot().prompts()).isZero();
            assertThat(lab.phone(1).snapshot().pairs().overCable()).isEqualTo(2);
        }
    }

    @Test
    void aLockedPhoneAcceptsAndStoresNothing() throws Exception {
        try (VirtualLab lab = lab(organisation, true, "+locked")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord candidate = host.candidate();
            assertThat(pair(host, candidate, organisation.identity())).isEqualTo(new PairAnswer.Paired(candidate, true));
            try (LockdownClient client = host.lockdown()) {
                assertThat(client.knowsHost(candidate.hostId(), candidate.systemBuid())).isFalse();
            }
            lab.phone(1).unlock();
            assertThat(((PairAnswer.Paired) pair(host, candidate, organisation.identity())).record().escrowBag()).isPresent();
        }
    }

    @Test
    void aTrustedHostIsNotChallenged() throws Exception {
        try (VirtualLab lab = lab(organisation, true, "")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord candidate = host.candidate();
            pair(host, candidate, organisation.identity());
            assertThat(((PairAnswer.Paired) pair(host, candidate, organisation.identity())).challenged()).isFalse();
        }
    }

    @Test
    void anotherOrganisationIsRefusedAndTheTapStillWorks() throws Exception {
        try (VirtualLab lab = lab(organisation, true, "")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord candidate = host.candidate();
            PairAnswer.Refused refused = (PairAnswer.Refused) pair(host, candidate, Organisation.of("P-256").identity());

            assertThat(refused.challenged()).isTrue();
            assertThat(refused.error().kind()).isEqualTo(DeviceErrorKind.MC_PROTECTED);
            assertThat(lab.phone(1).snapshot().trustedHosts()).isZero();
            assertThat(host.trustedRecord(lab.phone(1)).escrowBag()).isPresent();
        }
    }

    @Test
    void aPhoneOfNobodyRaisesTheAlert() throws Exception {
        try (VirtualLab lab = VirtualLab.start(LabOptions.builder().withoutHttp().build())) {
            LabClient host = LabClient.tcp(lab, 1);
            PairAnswer.Refused refused = (PairAnswer.Refused) pair(host, host.candidate(), organisation.identity());

            assertThat(refused.error().kind()).isEqualTo(DeviceErrorKind.PAIRING_DIALOG_RESPONSE_PENDING);
            assertThat(lab.phone(1).snapshot().prompts()).isEqualTo(1);
        }
    }
}
