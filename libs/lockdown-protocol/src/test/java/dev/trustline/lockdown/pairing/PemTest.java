package dev.trustline.lockdown.pairing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.fake.FakeLockdownd;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final SubjectPublicKeyInfo DEVICE_KEY = RsaKeys.info(FakeLockdownd.DEVICE.getPublic());

    @Test
    void theDeviceKeyIsPkcs1As426Bytes() throws Exception {
        byte[] pem = Pem.writeDevicePublicKey(DEVICE_KEY);

        assertThat(new String(pem, US_ASCII)).startsWith("-----BEGIN RSA PUBLIC KEY-----\n")
                .endsWith("\n-----END RSA PUBLIC KEY-----\n");
        assertThat(pem).hasSize(426);
        assertThat(Pem.devicePublicKey(pem)).isEqualTo(DEVICE_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"without-final-newline", "crlf", "trailing-nul", "spki"})
    void theDeviceKeyIsReadAsPhonesLeaveIt(String variant) throws Exception {
        String pem = new String(Pem.writeDevicePublicKey(DEVICE_KEY), US_ASCII);
        String text = switch (variant) {
            case "without-final-newline" -> pem.stripTrailing();
            case "crlf" -> pem.replace("\n", "\r\n");
            case "trailing-nul" -> pem + "\0";
            default -> jca(FakeLockdownd.DEVICE.getPublic());
        };

        assertThat(Pem.devicePublicKey(text.getBytes(US_ASCII))).isEqualTo(DEVICE_KEY);
    }

    @Test
    void oldPhonesHave1024Bits() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        SubjectPublicKeyInfo old = RsaKeys.info(generator.generateKeyPair().getPublic());

        assertThat(Pem.devicePublicKey(Pem.writeDevicePublicKey(old))).isEqualTo(old);
    }

    @ParameterizedTest
    @CsvSource({"511,17", "8193,17", "2048,65", "200000,17", "2048,2000"})
    void keysOfASizeThatNoPhoneHasAreRefused(int modulusBits, int exponentBits) {
        RSAPublicKey key = new RSAPublicKey(BigInteger.ONE.shiftLeft(modulusBits - 1).setBit(0), BigInteger.ONE.shiftLeft(exponentBits - 1).setBit(0));
        byte[] pem = Pem.writeDevicePublicKey(new SubjectPublicKeyInfo(DEVICE_KEY.getAlgorithm(), encoded(key)));

        assertThatThrownBy(() -> Pem.devicePublicKey(pem)).isInstanceOf(UnusableKeyMaterial.class);
    }

    private static byte[] encoded(RSAPublicKey key) {
        try {
            return key.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void privateKeysAreWrittenAsPkcs8AndReadAsBoth() throws Exception {
        KeyPair pair = FakeLockdownd.DEVICE;

        assertThat(new String(Pem.write(pair.getPrivate()), US_ASCII)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Pem.privateKey(Pem.write(pair.getPrivate()), "HostPrivateKey")).isEqualTo(pair.getPrivate());
        assertThat(jca(pair.getPrivate())).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(Pem.privateKey(jca(pair.getPrivate()).getBytes(US_ASCII), "HostPrivateKey")).isEqualTo(pair.getPrivate());
    }

    @Test
    void nothingElsePassesAndNoErrorQuotesIt() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        byte[] ec = jca(generator.generateKeyPair().getPublic()).getBytes(US_ASCII);
        byte[] broken = new String(Pem.write(FakeLockdownd.DEVICE.getPrivate()), US_ASCII).replace('A', '!').getBytes(US_ASCII);

        for (byte[] pem : new byte[][] {ec, broken, {}, new byte[64 * 1024], Pem.write(FakeLockdownd.DEVICE.getPrivate())}) {
            assertThatThrownBy(() -> Pem.devicePublicKey(pem)).isInstanceOf(UnusableKeyMaterial.class)
                    .hasMessageMatching("DevicePublicKey is unusable: [a-zA-Z0-9 ]{1,60}").hasNoCause();
        }
        assertThatThrownBy(() -> Pem.privateKey(ec, "HostPrivateKey")).isInstanceOf(UnusableKeyMaterial.class);
        assertThatThrownBy(() -> Pem.privateKey(broken, "HostPrivateKey")).isInstanceOf(UnusableKeyMaterial.class).hasNoCause();
        assertThatThrownBy(() -> Pem.certificate(ec, "RootCertificate")).isInstanceOf(UnusableKeyMaterial.class);
    }

    private static String jca(Object key) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(key);
        }
        return text.toString();
    }
}
