package dev.trustline.lockdown.pairing;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.plist.PlistDict;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * All that a host can make before it sees a phone: two RSA keys, the root and the host certificate, and a HostID. One such
 * identity is for one phone only. Holds private keys: {@link #toString()} shows nothing of it. Immutable.
 *
 * @param hostId an upper-case UUID of 122 random bits; phones take any string
 * @param rootKey signs the three certificates
 * @param hostKey proves this host in TLS
 * @param rootCertificate self-signed
 * @param hostCertificate signed by the root key
 */
public record HostIdentity(String hostId, PrivateKey rootKey, PrivateKey hostKey,
        X509CertificateHolder rootCertificate, X509CertificateHolder hostCertificate) {

    public HostIdentity {
        Objects.requireNonNull(hostId);
        Objects.requireNonNull(rootKey);
        Objects.requireNonNull(hostKey);
        Objects.requireNonNull(rootCertificate);
        Objects.requireNonNull(hostCertificate);
    }

    /**
     * {@return a fresh identity, certificates valid from a day ago for ten years}
     *
     * <p>Costs two RSA-2048 keys: 130 to 170 ms of CPU in the median, three times that at worst (measured). Make them ahead.
     */
    public static HostIdentity generate() {
        return generate(Instant.now());
    }

    /**
     * {@return a fresh identity}
     *
     * @param now what the host's clock says
     */
    public static HostIdentity generate(Instant now) {
        return of(RsaKeys.generate(), RsaKeys.generate(), now);
    }

    /** {@return an identity with keys too small for any phone, made in some milliseconds: to warm up code} */
    public static HostIdentity generateForWarmUp() {
        return of(RsaKeys.generateForWarmUp(), RsaKeys.generateForWarmUp(), Instant.now());
    }

    private static HostIdentity of(KeyPair root, KeyPair host, Instant now) {
        return new HostIdentity(UUID.randomUUID().toString().toUpperCase(java.util.Locale.ROOT),
                root.getPrivate(), host.getPrivate(),
                PairingCertificates.root(RsaKeys.info(root.getPublic()), root.getPrivate(), Validity.at(now)),
                PairingCertificates.host(RsaKeys.info(host.getPublic()), root.getPrivate(), Validity.at(now)));
    }

    /** {@return the same keys and HostID with certificates of this validity} */
    HostIdentity reissued(Validity validity) {
        return new HostIdentity(hostId, rootKey, hostKey,
                PairingCertificates.root(rootCertificate.getSubjectPublicKeyInfo(), rootKey, validity),
                PairingCertificates.host(hostCertificate.getSubjectPublicKeyInfo(), rootKey, validity));
    }

    /** {@return everything, private keys included, under the keys of a pair record: only for an encrypted store} */
    public PlistDict toPlist() {
        return PlistDict.of(
                PairRecordKeys.HOST_ID, hostId,
                PairRecordKeys.ROOT_PRIVATE_KEY, Pem.write(rootKey),
                PairRecordKeys.HOST_PRIVATE_KEY, Pem.write(hostKey),
                PairRecordKeys.ROOT_CERTIFICATE, Pem.write(rootCertificate),
                PairRecordKeys.HOST_CERTIFICATE, Pem.write(hostCertificate));
    }

    /**
     * {@return the identity that {@link #toPlist()} wrote}
     *
     * @param plist that dictionary
     * @throws UnusableKeyMaterial if a part is missing or broken
     */
    public static HostIdentity fromPlist(PlistDict plist) throws UnusableKeyMaterial {
        RecordParts parts = new RecordParts(plist);
        return new HostIdentity(parts.text(PairRecordKeys.HOST_ID),
                parts.privateKey(PairRecordKeys.ROOT_PRIVATE_KEY), parts.privateKey(PairRecordKeys.HOST_PRIVATE_KEY),
                parts.certificate(PairRecordKeys.ROOT_CERTIFICATE), parts.certificate(PairRecordKeys.HOST_CERTIFICATE));
    }

    /** {@return only that it is one} */
    @Override
    public String toString() {
        return "HostIdentity[***]";
    }
}
