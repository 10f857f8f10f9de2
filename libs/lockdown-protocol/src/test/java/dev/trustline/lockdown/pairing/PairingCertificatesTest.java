package dev.trustline.lockdown.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.TlsCryptoSource;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairingCertificatesTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final SubjectPublicKeyInfo DEVICE_KEY = RsaKeys.info(FakeLockdownd.DEVICE.getPublic());
    private static final PairRecord RECORD =
            PairingCertificates.issue(FakeLockdownd.IDENTITY, DEVICE_KEY, FakeLockdownd.BUID, NOW);

    private static X509CertificateHolder certificate(PairRecord record, String key) throws Exception {
        return Pem.certificate(record.toPlist().data(key).orElseThrow(), key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RootCertificate", "HostCertificate", "DeviceCertificate"})
    void allThreeAreVersion3Serial1WithoutNamesSignedByTheRoot(String key) throws Exception {
        X509CertificateHolder certificate = certificate(RECORD, key);

        assertThat(certificate.getVersionNumber()).isEqualTo(3);
        assertThat(certificate.getSerialNumber()).isOne();
        assertThat(certificate.getIssuer()).isEqualTo(new X500Name(new RDN[0]));
        assertThat(certificate.getSubject()).isEqualTo(new X500Name(new RDN[0]));
        assertThat(certificate.getSignatureAlgorithm().getAlgorithm().getId()).isEqualTo("1.2.840.113549.1.1.11");
        assertThat(certificate.isSignatureValid(new JcaContentVerifierProviderBuilder()
                .setProvider(TlsCryptoSource.provider()).build(certificate(RECORD, "RootCertificate")))).isTrue();
    }

    @Test
    void theExtensionsAreThoseOfLibimobiledeviceByteByByte() throws Exception {
        X509CertificateHolder root = certificate(RECORD, "RootCertificate");
        assertThat(root.getExtensions().getExtensionOIDs()).containsExactly(Extension.basicConstraints);
        assertThat(der(root)).isEqualTo("300f" + "0603551d13" + "0101ff" + "0405" + "30030101ff");

        X509CertificateHolder host = certificate(RECORD, "HostCertificate");
        assertThat(der(host)).isEqualTo("300c" + "0603551d13" + "0101ff" + "0402" + "3000"
                + "300e" + "0603551d0f" + "0101ff" + "0404" + "030205a0");

        String keyId = HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-1").digest(DEVICE_KEY.getPublicKeyData().getOctets()));
        X509CertificateHolder device = certificate(RECORD, "DeviceCertificate");
        assertThat(der(device)).isEqualTo("300c" + "0603551d13" + "0101ff" + "0402" + "3000"
                + "301d" + "0603551d0e" + "0416" + "0414" + keyId
                + "300e" + "0603551d0f" + "0101ff" + "0404" + "030205a0");
        assertThat(device.getSubjectPublicKeyInfo()).isEqualTo(DEVICE_KEY);
    }

    private static String der(X509CertificateHolder certificate) throws Exception {
        StringBuilder hex = new StringBuilder();
        for (var oid : certificate.getExtensions().getExtensionOIDs()) {
            hex.append(HexFormat.of().formatHex(certificate.getExtension(oid).getEncoded()));
        }
        return hex.toString();
    }

    @Test
    void theTextsHaveTheSizesThatPhonesAndToolsKnow() {
        PlistDict plist = RECORD.toPlist();

        assertThat(plist.data("RootCertificate").orElseThrow()).hasSizeBetween(940, 952);
        assertThat(plist.data("HostCertificate").orElseThrow()).hasSizeBetween(956, 972);
        assertThat(plist.data("DeviceCertificate").orElseThrow()).hasSizeBetween(997, 1013);
        assertThat(plist.data("HostPrivateKey").orElseThrow()).hasSizeBetween(1696, 1712);
        assertThat(plist.data("RootPrivateKey").orElseThrow()).hasSizeBetween(1696, 1712);
    }

    @Test
    void validityBeginsADayAgoAndLastsTenYears() {
        assertThat(RECORD.deviceCertificate().getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(RECORD.deviceCertificate().getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
        assertThat(RECORD.expiresAt()).isCloseTo(NOW.plus(Duration.ofDays(3650)),
                org.assertj.core.api.Assertions.within(5, ChronoUnit.MINUTES));
    }

    @Test
    void aPhoneWhoseClockLagsGetsOlderCertificatesOfTheSameKeys() throws Exception {
        Instant phone = NOW.minus(Duration.ofDays(40));
        PairRecord record = PairingCertificates.issue(FakeLockdownd.IDENTITY, DEVICE_KEY, FakeLockdownd.BUID, NOW, phone);

        for (String key : new String[] {"RootCertificate", "HostCertificate", "DeviceCertificate"}) {
            assertThat(certificate(record, key).getNotBefore().toInstant()).isEqualTo(phone.minus(Duration.ofDays(1)));
            assertThat(certificate(record, key).getSubjectPublicKeyInfo())
                    .isEqualTo(certificate(RECORD, key).getSubjectPublicKeyInfo());
        }
        assertThat(record.hostId()).isEqualTo(RECORD.hostId());
        assertThat(record.fingerprint()).isNotEqualTo(RECORD.fingerprint());
    }

    @Test
    void aPhoneWhoseClockIsRightOrAheadLeavesTheIdentityAsItIs() {
        for (Duration ahead : new Duration[] {Duration.ofSeconds(-5), Duration.ofHours(3), Duration.ofDays(1800)}) {
            assertThat(PairingCertificates.issue(FakeLockdownd.IDENTITY, DEVICE_KEY, FakeLockdownd.BUID, NOW, NOW.plus(ahead))
                    .fingerprint()).isEqualTo(RECORD.fingerprint());
        }
    }

    @ParameterizedTest
    @CsvSource({"2035-06-01T00:00:00Z", "2045-06-01T00:00:00Z", "2120-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "+200000-01-01T00:00:00Z"})
    void aPhoneWhoseClockIsYearsAheadGetsCertificatesThatHoldThere(Instant phone) throws Exception {
        PairRecord record = PairingCertificates.issue(FakeLockdownd.IDENTITY, DEVICE_KEY, FakeLockdownd.BUID, NOW, phone);
        Instant believable = phone.isBefore(Instant.parse("9900-01-01T00:00:00Z")) ? phone : Instant.parse("9900-01-01T00:00:00Z");

        for (String key : new String[] {"RootCertificate", "HostCertificate", "DeviceCertificate"}) {
            assertThat(certificate(record, key).isValidOn(Date.from(believable.plus(Duration.ofDays(1800))))).as(key).isTrue();
            assertThat(certificate(record, key).isValidOn(Date.from(NOW))).as(key).isTrue();
        }
        assertThat(record.hostId()).isEqualTo(RECORD.hostId());
    }

    @Test
    void aPhoneWithoutAClockIsTakenFor1970() throws Exception {
        PairRecord record = PairingCertificates.issue(FakeLockdownd.IDENTITY, DEVICE_KEY, FakeLockdownd.BUID, NOW,
                PairingCertificates.phoneClock(-9e10));

        assertThat(record.deviceCertificate().getNotBefore().toInstant()).isEqualTo("1969-12-31T00:00:00Z");
        assertThat(PairingCertificates.phoneClock(1.5)).isEqualTo(Instant.ofEpochMilli(1500));
        for (double seconds : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e12}) {
            assertThatThrownBy(() -> PairingCertificates.phoneClock(seconds)).isInstanceOf(UnusableKeyMaterial.class);
        }
    }
}
