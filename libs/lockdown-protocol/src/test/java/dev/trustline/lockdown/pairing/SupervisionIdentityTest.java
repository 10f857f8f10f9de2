package dev.trustline.lockdown.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.fake.Organisation;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisionIdentityTest {
    private static final byte[] CHALLENGE = challenge();

    @TempDir
    private Path folder;

    private static byte[] challenge() {
        byte[] challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        challenge[0] = '\n';
        return challenge;
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256", "P-384"})
    void theSignedChallengeIsWhatAPhoneExpects(String kind) throws Exception {
        Organisation organisation = Organisation.of(kind);
        SupervisionIdentity identity = SupervisionIdentity.read(organisation.pkcs12(), Organisation.PASSWORD);
        CMSSignedData signed = new CMSSignedData(identity.answer(CHALLENGE));
        SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();

        assertThat(signed.getSignerInfos().size()).isEqualTo(1);
        assertThat(signed.getSignedContent().getContent()).isEqualTo(CHALLENGE);
        assertThat(signed.getCertificates().getMatches(null)).containsExactly(new X509CertificateHolder(organisation.certificate.getEncoded()));
        assertThat(signer.getDigestAlgorithmID().getAlgorithm()).isEqualTo(NISTObjectIdentifiers.id_sha256);
        assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(new BouncyCastleProvider())
                .build(organisation.certificate))).isTrue();
        assertThat(identity.certificateDer()).isEqualTo(organisation.certificate.getEncoded());
        assertThat(identity.expiresAt()).isEqualTo("2049-01-01T00:00:00Z");
    }

    @Test
    void theAnswerIsDerToTheLastByte() throws Exception {
        byte[] answer = SupervisionIdentity.read(Organisation.of("P-256").pkcs12(), Organisation.PASSWORD).answer(CHALLENGE);
        try (ASN1InputStream in = new ASN1InputStream(answer)) {
            assertThat(in.readObject().getEncoded("DER")).isEqualTo(answer);
            assertThat(in.readObject()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256", "P-384"})
    void opensslAcceptsTheAnswer(String kind) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        Organisation organisation = Organisation.of(kind);
        Path certificate = folder.resolve("certificate.pem");
        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(organisation.certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
        Path answer = Files.write(folder.resolve("answer.der"),
                SupervisionIdentity.read(organisation.pkcs12(), Organisation.PASSWORD).answer(CHALLENGE));
        Path content = folder.resolve("content");
        Process openssl = new ProcessBuilder(List.of("/usr/bin/openssl", "cms", "-verify", "-inform", "DER", "-binary",
                "-in", answer.toString(), "-CAfile", certificate.toString(), "-purpose", "any", "-out", content.toString()))
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();

        assertThat(openssl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
        assertThat(content).hasBinaryContent(CHALLENGE);
    }

    @Test
    void aFileThatOpensslMadeIsRead() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/", "-keyout", "key.pem",
                "-out", "certificate.pem", "-days", "9");
        openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "certificate.pem", "-passout", "pass:secret", "-out", "secret.p12");

        assertThat(SupervisionIdentity.load(folder.resolve("secret.p12"), "secret".toCharArray()).answer(CHALLENGE)).isNotEmpty();
    }

    @Test
    void aFileOfOpensslWithoutAPasswordIsRead() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Organisation", "-keyout", "key.pem", "-out", "certificate.pem", "-days", "9");
        openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "certificate.pem", "-passout", "pass:", "-out", "open.p12");
        openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "certificate.pem", "-passout", "pass:secret", "-out", "secret.p12");

        assertThat(SupervisionIdentity.load(folder.resolve("open.p12"), new char[0]).answer(CHALLENGE)).isNotEmpty();
        assertThatThrownBy(() -> SupervisionIdentity.load(folder.resolve("secret.p12"), new char[0])).isInstanceOf(UnusableKeyMaterial.class)
                .hasMessageContaining("password is wrong");
    }

    private void openssl(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile()).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0)
                .as(Files.readString(folder.resolve("said"))).isTrue();
    }

    @Test
    void whatCannotSignIsRefusedWithAReasonAndWithoutThePassword() throws Exception {
        Organisation organisation = Organisation.of("P-256");
        Organisation other = Organisation.of("P-256");
        refused(organisation.pkcs12(), "sesame".toCharArray(), "password is wrong");
        refused("no PKCS#12".getBytes(), Organisation.PASSWORD, "password is wrong");
        refused(new byte[0], Organisation.PASSWORD, "");
        refused(organisation.pkcs12WithoutKey(), Organisation.PASSWORD, "0 private keys");
        refused(organisation.pkcs12With(other.keys.getPrivate(), true), Organisation.PASSWORD, "2 private keys");
        refused(organisation.pkcs12With(other.keys.getPrivate(), false), Organisation.PASSWORD, "not that of its certificate");
    }

    private static void refused(byte[] file, char[] password, String reason) {
        assertThatThrownBy(() -> SupervisionIdentity.read(file, password)).isInstanceOf(UnusableKeyMaterial.class)
                .hasMessageContaining(reason).hasMessageNotContaining(new String(password)).hasNoCause();
    }

    @Test
    void anExpiredCertificateIsReadBecauseThePhoneDecides() throws Exception {
        SupervisionIdentity identity = SupervisionIdentity.read(Organisation.expired("P-256").pkcs12(), Organisation.PASSWORD);
        assertThat(identity.expiresAt()).isEqualTo("2001-01-01T00:00:00Z");
    }

    @Test
    void aFileIsReadUpToALimitAndAMissingOneIsSaidSo() throws Exception {
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> SupervisionIdentity.load(large, Organisation.PASSWORD))
                .isInstanceOf(UnusableKeyMaterial.class).hasMessageContaining("larger");
        assertThatThrownBy(() -> SupervisionIdentity.load(folder.resolve("none"), Organisation.PASSWORD))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void nothingOfItIsPrinted() throws Exception {
        assertThat(SupervisionIdentity.read(Organisation.of("P-256").pkcs12(), Organisation.PASSWORD)).hasToString("SupervisionIdentity[***]");
        assertThat(java.security.Security.getProvider("BC")).isNull();
    }
}
