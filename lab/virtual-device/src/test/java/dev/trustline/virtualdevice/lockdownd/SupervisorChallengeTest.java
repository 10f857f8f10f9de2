package dev.trustline.virtualdevice.lockdownd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.fake.Organisation;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.virtualdevice.phone.LockdownFault;
import dev.trustline.virtualdevice.phone.Supervision;
import dev.trustline.virtualdevice.phone.SupervisorProof;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SupervisorChallengeTest {
    private static Organisation ours;
    private static Organisation others;
    private static SupervisionIdentity identity;
    private static Optional<Supervision> supervision;

    private final SupervisorChallenge challenge = new SupervisorChallenge();

    @BeforeAll
    static void organise() throws Exception {
        ours = Organisation.of("P-256");
        others = Organisation.of("P-256");
        identity = ours.identity();
        supervision = by(ours);
    }

    private static Optional<Supervision> by(Organisation organisation) throws Exception {
        return Optional.of(new Supervision(Optional.of(organisation.certificate.getEncoded()), LockdownFault.MC_PROTECTED));
    }

    private byte[] issued() {
        return challenge.issue(identity.certificateDer());
    }

    private SupervisorProof judged(byte[] answer) {
        return challenge.judge(answer, supervision);
    }

    @Test
    void theRightSignatureCountsOnce() {
        byte[] answer = identity.answer(issued());
        assertThat(judged(answer)).isEqualTo(SupervisorProof.SIGNED);
        assertThat(judged(answer)).isEqualTo(SupervisorProof.WRONG);
    }

    @Test
    void anRsaSignatureCountsToo() throws Exception {
        Organisation rsa = Organisation.of("RSA-2048");
        byte[] open = challenge.issue(rsa.certificate.getEncoded());
        assertThat(challenge.judge(rsa.identity().answer(open), by(rsa))).isEqualTo(SupervisorProof.SIGNED);
    }

    @Test
    void everyChallengeIsAnother() {
        assertThat(issued()).hasSize(32).isNotEqualTo(issued());
    }

    @Test
    void theSignatureOfAnotherChallengeDoesNotCount() {
        byte[] old = identity.answer(issued());
        issued();
        assertThat(judged(old)).isEqualTo(SupervisorProof.WRONG);
        assertThat(new SupervisorChallenge().judge(old, supervision)).isEqualTo(SupervisorProof.WRONG);
    }

    @Test
    void aWrongAnswerUsesTheChallengeUp() {
        byte[] open = issued();
        assertThat(judged(new byte[0])).isEqualTo(SupervisorProof.WRONG);
        assertThat(judged(identity.answer(open))).isEqualTo(SupervisorProof.WRONG);
    }

    @Test
    void anotherOrganisationDoesNotCountWhateverItOffers() throws Exception {
        byte[] open = challenge.issue(others.certificate.getEncoded());
        assertThat(judged(others.identity().answer(open))).isEqualTo(SupervisorProof.WRONG);
        assertThat(judged(others.identity().answer(issued()))).isEqualTo(SupervisorProof.WRONG);
        assertThat(challenge.judge(identity.answer(issued()), Optional.of(Supervision.byNobody()))).isEqualTo(SupervisorProof.WRONG);
        assertThat(challenge.judge(identity.answer(issued()), Optional.empty())).isEqualTo(SupervisorProof.WRONG);
    }

    @Test
    void ourCertificateWithAnotherKeyDoesNotCount() throws Exception {
        assertThat(judged(signed(issued(), true, true, signer(others, "SHA256")))).isEqualTo(SupervisorProof.WRONG);
    }

    @Test
    void theOlderDigestOfGoIosCounts() throws Exception {
        assertThat(judged(signed(issued(), true, true, signer(ours, "SHA1")))).isEqualTo(SupervisorProof.SIGNED);
    }

    @Test
    void aSignatureOfAnotherFormDoesNotCount() throws Exception {
        SignerInfoGenerator right = signer(ours, "SHA256");
        assertThat(judged(signed(issued(), false, true, right))).as("detached").isEqualTo(SupervisorProof.WRONG);
        assertThat(judged(signed(issued(), true, false, right))).as("without certificate").isEqualTo(SupervisorProof.WRONG);
        assertThat(judged(signed(issued(), true, true, signer(ours, "SHA512")))).as("SHA-512").isEqualTo(SupervisorProof.WRONG);
        assertThat(judged(signed(issued(), true, true, right, right))).as("two signers").isEqualTo(SupervisorProof.WRONG);
        assertThat(judged(signed(issued(), true, true))).as("no signer").isEqualTo(SupervisorProof.WRONG);
        assertThat(judged(signed(issued(), true, true, right))).as("the right form").isEqualTo(SupervisorProof.SIGNED);
    }

    @Test
    void aFlippedBitOfTheSignatureMakesItWrong() {
        for (int at = 0; at < 40; at++) {
            byte[] answer = identity.answer(issued());
            answer[answer.length - 1 - at] ^= 1;
            assertThat(judged(answer)).as("byte " + at + " from the end").isEqualTo(SupervisorProof.WRONG);
        }
    }

    private static SignerInfoGenerator signer(Organisation by, String digest) throws Exception {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().setProvider(provider).build())
                .build(new JcaContentSignerBuilder(digest + "withECDSA").setProvider(provider).build(by.keys.getPrivate()), ours.certificate);
    }

    private static byte[] signed(byte[] content, boolean attached, boolean certificate, SignerInfoGenerator... signers) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        for (SignerInfoGenerator signer : signers) {
            generator.addSignerInfoGenerator(signer);
        }
        if (certificate) {
            generator.addCertificate(new JcaX509CertificateHolder(ours.certificate));
        }
        return generator.generate(new CMSProcessableByteArray(content), attached).getEncoded();
    }
}
