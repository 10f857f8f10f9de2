package dev.trustline.lockdown.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.error.DeviceKeyMismatch;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.error.TlsFailed;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.fake.PhoneTls;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.RsaKeys;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.wire.ByteWire;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsServerProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LockdownTlsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final PairRecord RECORD = FakeLockdownd.record();

    @TempDir
    private Path folder;

    private static ProtocolVersion version(String name) {
        return switch (name) {
            case "1.0" -> ProtocolVersion.TLSv10;
            case "1.1" -> ProtocolVersion.TLSv11;
            case "1.2" -> ProtocolVersion.TLSv12;
            default -> ProtocolVersion.TLSv13;
        };
    }

    private static FakePeer.Script echoing(PhoneTls phone) {
        return (in, out) -> {
            TlsServerProtocol tls = phone.accept(in, out);
            PlistFrames.write(tls.getOutputStream(), PlistFrames.read(tls.getInputStream()));
            tls.close();
            PlistFrames.write(out, PlistFrames.read(new PlainAfterTls(in)));
        };
    }

    private static PhoneTls phone(ProtocolVersion... versions) throws IOException {
        return PhoneTls.of(FakeLockdownd.DEVICE.getPrivate(), RECORD, versions);
    }

    @ParameterizedTest
    @CsvSource({"1.0,LEGACY,false", "1.1,LEGACY,false", "1.2,LEGACY,false", "1.0,LEGACY,true", "1.2,LEGACY,true",
        "1.2,MODERN,false", "1.3,MODERN,false"})
    void everyVersionWorksAndThePlainTextGoesOn(String version, TlsVersions offered, boolean plainRsa) throws Exception {
        PhoneTls phone = plainRsa ? phone(version(version)).onlyPlainRsa() : phone(version(version));
        try (FakePeer peer = FakePeer.unix(folder, echoing(phone)); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            LockdownTls tls = LockdownTls.connect(wire, RECORD, offered);
            PlistFrames.write(tls.out(), PlistDict.of("inside", true));
            assertThat(PlistFrames.read(tls.in())).isEqualTo(PlistDict.of("inside", true));
            assertThat(tls.negotiated()).startsWith("TLS " + version);

            InputStream plain = tls.end();
            PlistFrames.write(wire.out(), PlistDict.of("outside", true));
            assertThat(PlistFrames.read(plain)).isEqualTo(PlistDict.of("outside", true));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0", "1.1"})
    void oldVersionsAreNotOfferedToNewPhones(String version) throws Exception {
        assertThat(failure(echoing(phone(version(version))))).isInstanceOf(TlsFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void anotherPhonesKeyIsRefused(String version) throws Exception {
        KeyPair other = RsaKeys.generate();
        PairRecord ofOther = PairingCertificates.issue(
                FakeLockdownd.IDENTITY, RsaKeys.info(other.getPublic()), FakeLockdownd.BUID, Instant.now());

        assertThat(failure(echoing(PhoneTls.of(other.getPrivate(), ofOther, version(version)))))
                .isInstanceOf(DeviceKeyMismatch.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void aKeyOfASizeThatNoPhoneHasIsNotCalculatedWithEvenIfARecordHoldsIt(String version) throws Exception {
        BigInteger modulus = BigInteger.probablePrime(514, new Random(3)).pow(16);
        SubjectPublicKeyInfo huge = RsaKeys.info(KeyFactory.getInstance("RSA").generatePublic(
                new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4)));
        PairRecord adopted = PairingCertificates.issue(FakeLockdownd.IDENTITY, huge, FakeLockdownd.BUID, Instant.now());
        PhoneTls phone = PhoneTls.of(FakeLockdownd.DEVICE.getPrivate(), adopted, version(version));

        try (FakePeer peer = FakePeer.unix(folder, echoing(phone)); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            assertThatThrownBy(() -> LockdownTls.connect(wire, adopted, TlsVersions.MODERN))
                    .isInstanceOf(TlsFailed.class).rootCause().hasMessageContaining("a key of a size that no phone has");
        }
    }

    @Test
    void theRightCertificateWithoutItsKeyIsRefused() throws Exception {
        PhoneTls impostor = PhoneTls.of(RsaKeys.generate().getPrivate(), RECORD, ProtocolVersion.TLSv13);

        assertThat(failure(echoing(impostor))).isInstanceOf(TlsFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void aRefusalOfOurCertificateShowsAtTheFirstReadAtTheLatest(String version) throws Exception {
        PhoneTls refusing = new PhoneTls(FakeLockdownd.DEVICE.getPrivate(), RECORD.deviceCertificate(), new byte[0],
                version(version));
        try (FakePeer peer = FakePeer.tcp(echoing(refusing)); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            assertThatThrownBy(() -> {
                LockdownTls tls = LockdownTls.connect(wire, RECORD, TlsVersions.MODERN);
                PlistFrames.write(tls.out(), PlistDict.of("inside", true));
                PlistFrames.read(tls.in());
            }).isInstanceOf(LockdownException.class);
        }
    }

    @Test
    void aPhoneThatEndsOrTalksNonsenseInTheHandshakeIsAFailureOfTls() throws Exception {
        assertThat(failure((in, out) -> in.read(new byte[5], 0, 5))).isInstanceOf(TlsFailed.class);
        assertThat(failure((in, out) -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()))).isInstanceOf(TlsFailed.class);
    }

    @Test
    void aSilentPhoneEndsWithTheDeadline() throws Exception {
        try (FakePeer peer = FakePeer.tcp((in, out) -> new CountDownLatch(1).await());
                ByteWire wire = ByteWire.open(peer.address(), LONG).within(Duration.ofMillis(150))) {
            assertThatThrownBy(() -> LockdownTls.connect(wire, RECORD, TlsVersions.MODERN)).isInstanceOf(DeadlineExceeded.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void aReadThatCameToItsDeadlineCanBeTriedAgain(String version) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        PhoneTls phone = phone(version(version));
        FakePeer.Script late = (in, out) -> {
            TlsServerProtocol tls = phone.accept(in, out);
            goOn.await();
            PlistFrames.write(tls.getOutputStream(), PlistDict.of("late", true));
            in.read(new byte[1], 0, 1);
        };
        try (FakePeer peer = FakePeer.tcp(late); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            LockdownTls tls = LockdownTls.connect(wire, RECORD, TlsVersions.MODERN);
            wire.within(Duration.ofMillis(60));
            assertThatThrownBy(() -> tls.in().read()).isInstanceOf(DeadlineExceeded.class);
            assertThatThrownBy(() -> tls.in().read()).isInstanceOf(DeadlineExceeded.class);
            goOn.countDown();
            wire.within(LONG);
            assertThat(PlistFrames.read(tls.in())).isEqualTo(PlistDict.of("late", true));
        }
    }

    @ParameterizedTest
    @CsvSource({"17.5.1,MODERN", "10.0,MODERN", "10,MODERN", "9.3.6,LEGACY", "9,LEGACY", "8.4.1,LEGACY", "1.0,LEGACY", "'',MODERN", "x,MODERN", "26.1,MODERN"})
    void theVersionOfThePhoneDecidesWhatIsOffered(String productVersion, TlsVersions offered) {
        assertThat(TlsVersions.forProductVersion(productVersion)).isEqualTo(offered);
    }

    @Test
    void warmingUpShakesHandsWithItself() {
        TlsWarmUp.run(2);

        assertThat(java.security.Security.getProvider("BC")).isNull();
    }

    private static Throwable failure(FakePeer.Script script) throws IOException {
        try (FakePeer peer = FakePeer.tcp(script); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            LockdownTls.connect(wire, RECORD, TlsVersions.MODERN);
            return new AssertionError("the handshake succeeded");
        } catch (LockdownException e) {
            return e;
        }
    }
}
