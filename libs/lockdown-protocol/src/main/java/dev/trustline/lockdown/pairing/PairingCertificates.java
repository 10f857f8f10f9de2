package dev.trustline.lockdown.pairing;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The three certificates of a pair record: version 3, serial 1, empty names, SHA-256 with RSA, and exactly the extensions
 * that libimobiledevice writes ({@code common/userpref.c}), in its order. Stateless.
 */
public final class PairingCertificates {
    /** Half of the day by which certificates begin early: within it an identity made a moment ago stays as it is. */
    private static final Duration TOLERATED_LAG = Duration.ofHours(12);
    /** Half of the ten years for which certificates hold: an identity with less than that left, by the phone's clock, is signed again. */
    private static final Duration TOLERATED_AGE = Duration.ofDays(1825);
    private static final X500Name EMPTY = new X500Name(new RDN[0]);

    private PairingCertificates() { }

    /**
     * Completes an identity for one phone, without knowing the phone's clock. One signature, about 1 ms.
     *
     * @param identity used for this phone only
     * @param devicePublicKey the phone's key, from {@code DevicePublicKey}
     * @param systemBuid by which phones know this host
     * @param hostNow what the host's clock says
     * @return a record to send with {@code Pair}: without an EscrowBag yet
     */
    public static PairRecord issue(
            HostIdentity identity, SubjectPublicKeyInfo devicePublicKey, String systemBuid, Instant hostNow) {
        return issue(identity, devicePublicKey, systemBuid, hostNow, hostNow);
    }

    /**
     * Completes an identity for one phone. If the phone's clock is so far behind that the identity's certificates would
     * not hold yet, or so far ahead that they would not hold any more for long, they are signed again with the same keys.
     *
     * @param identity used for this phone only
     * @param devicePublicKey the phone's key, from {@code DevicePublicKey}
     * @param systemBuid by which phones know this host
     * @param hostNow what the host's clock says
     * @param phoneNow what the phone's clock says, from {@code TimeIntervalSince1970}
     * @return a record to send with {@code Pair}: without an EscrowBag yet
     */
    public static PairRecord issue(HostIdentity identity, SubjectPublicKeyInfo devicePublicKey, String systemBuid,
            Instant hostNow, Instant phoneNow) {
        Validity validity = Validity.at(hostNow, phoneNow);
        Instant identityFrom = identity.hostCertificate().getNotBefore().toInstant();
        boolean tooYoung = validity.notBefore().plus(TOLERATED_LAG).isBefore(identityFrom);
        boolean tooOld = validity.notAfter().minus(TOLERATED_AGE).isAfter(identity.hostCertificate().getNotAfter().toInstant());
        HostIdentity fitting = tooYoung || tooOld ? identity.reissued(validity) : identity;
        return PairRecord.of(fitting, device(devicePublicKey, identity.rootKey(), validity), systemBuid);
    }

    /**
     * {@return the instant that a phone's {@code TimeIntervalSince1970} means}
     *
     * @param seconds since 1970; a phone may send any number
     * @throws UnusableKeyMaterial if it is no number of our era
     */
    public static Instant phoneClock(double seconds) throws UnusableKeyMaterial {
        if (!(Math.abs(seconds) < 1e11)) {
            throw new UnusableKeyMaterial("TimeIntervalSince1970", "no date");
        }
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    static X509CertificateHolder root(SubjectPublicKeyInfo key, PrivateKey rootKey, Validity validity) {
        return certificate(key, rootKey, validity, (builder, extensions) ->
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    }

    static X509CertificateHolder host(SubjectPublicKeyInfo key, PrivateKey rootKey, Validity validity) {
        return certificate(key, rootKey, validity, (builder, extensions) ->
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(Extension.keyUsage, true, leafUsage()));
    }

    static X509CertificateHolder device(SubjectPublicKeyInfo key, PrivateKey rootKey, Validity validity) {
        return certificate(key, rootKey, validity, (builder, extensions) ->
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key))
                        .addExtension(Extension.keyUsage, true, leafUsage()));
    }

    private static KeyUsage leafUsage() {
        return new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment);
    }

    /** Signs with the JDK's own RSA, about three times as fast as Bouncy Castle's (measured on JDK 17). */
    private static X509CertificateHolder certificate(
            SubjectPublicKeyInfo key, PrivateKey rootKey, Validity validity, Extending extending) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                EMPTY, BigInteger.ONE, validity.from(), validity.until(), EMPTY, key);
        try {
            extending.extend(builder, new JcaX509ExtensionUtils());
            return builder.build(new JcaContentSignerBuilder("SHA256WithRSA").build(rootKey));
        } catch (IOException e) {
            throw new UncheckedIOException("an extension without an encoding", e);
        } catch (NoSuchAlgorithmException | OperatorCreationException e) {
            throw new IllegalStateException("this Java has no SHA-1 or no RSA, or the root key is none", e);
        }
    }

    /** What the three kinds differ in. */
    private interface Extending {
        void extend(X509v3CertificateBuilder builder, JcaX509ExtensionUtils extensions) throws IOException;
    }
}
