package dev.trustline.virtualdevice.phone;

import static dev.trustline.virtualdevice.phone.PhoneUnderTest.DENIED;
import static dev.trustline.virtualdevice.phone.PhoneUnderTest.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedPhoneTest {
    private static final PairAnswer CHALLENGED = new PairAnswer.Refused(LockdownFault.MC_CHALLENGE_REQUIRED);

    @TempDir
    private Path folder;

    @Test
    void onlyWhoOffersACertificateIsChallenged() {
        PhoneUnderTest test = new PhoneUnderTest("supervised");
        assertThat(test.pair("A", SupervisorProof.OFFERED)).isEqualTo(CHALLENGED);
        assertThat(test.phone.snapshot().prompts()).isZero();
        assertThat(test.pair("A")).isEqualTo(PENDING);
    }

    @Test
    void whoSignsIsTrustedWithoutAnAlertEvenAfterADenial() {
        PhoneUnderTest test = new PhoneUnderTest("supervised");
        test.pair("A");
        test.phone.deny();
        assertThat(test.pair("A")).isEqualTo(DENIED);
        assertThat(test.pair("A", SupervisorProof.SIGNED)).isInstanceOfSatisfying(
                PairAnswer.Stored.class, stored -> assertThat(stored.escrowBag()).hasSize(32));
        assertThat(test.phone.snapshot().prompts()).isEqualTo(1);
    }

    @Test
    void aLockedPhoneSaysYesAndKeepsNothing() {
        PhoneUnderTest test = new PhoneUnderTest("supervised+locked");
        assertThat(test.pair("A", SupervisorProof.OFFERED)).isEqualTo(CHALLENGED);
        assertThat(test.pair("A", SupervisorProof.SIGNED)).isEqualTo(new PairAnswer.AcceptedNotStored());
        assertThat(test.phone.trustedHosts()).isEmpty();
        test.phone.unlock();
        assertThat(test.pair("A", SupervisorProof.SIGNED)).isInstanceOf(PairAnswer.Stored.class);
    }

    @Test
    void aHostThatIsTrustedAlreadyIsNotChallenged() {
        PhoneUnderTest test = new PhoneUnderTest("supervised");
        test.pair("A", SupervisorProof.SIGNED);
        test.replug();
        assertThat(test.pair("A", SupervisorProof.OFFERED)).isInstanceOf(PairAnswer.Stored.class);
        assertThat(test.pair("B", SupervisorProof.OFFERED)).isEqualTo(CHALLENGED);
    }

    @Test
    void aWrongSignatureIsRefusedInTheWordsOfThePersonality() {
        assertThat(new PhoneUnderTest("supervised").pair("A", SupervisorProof.WRONG))
                .isEqualTo(new PairAnswer.Refused(LockdownFault.MC_PROTECTED));
        PhoneUnderTest other = new PhoneUnderTest("wrong-identity=InvalidResponse");
        assertThat(other.pair("A", SupervisorProof.WRONG)).isEqualTo(new PairAnswer.Refused(LockdownFault.INVALID_RESPONSE));
        assertThat(other.phone.trustedHosts()).isEmpty();
    }

    @Test
    void aPhoneThatIsNotSupervisedAsksForATapWhateverIsOffered() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        assertThat(test.pair("A", SupervisorProof.OFFERED)).isEqualTo(PENDING);
        assertThat(test.pair("A", SupervisorProof.WRONG)).isEqualTo(PENDING);
        assertThat(test.phone.snapshot().prompts()).isEqualTo(1);
    }

    @Test
    void aCertificateThatCannotBeReadStopsTheLabWithItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("organisation.pem"), "no certificate");
        assertThatThrownBy(() -> PersonalitySpec.parse("supervised-by=" + file))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("organisation.pem");
        assertThatThrownBy(() -> PersonalitySpec.parse("supervised-by=" + folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none");
        assertThatThrownBy(() -> PersonalitySpec.parse("wrong-identity=Nonsense"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Nonsense");
    }
}
