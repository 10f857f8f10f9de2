package dev.trustline.lockdown.pairing;

import static dev.trustline.lockdown.pairing.PairRecordKeys.DEVICE_CERTIFICATE;
import static dev.trustline.lockdown.pairing.PairRecordKeys.ESCROW_BAG;
import static dev.trustline.lockdown.pairing.PairRecordKeys.HOST_CERTIFICATE;
import static dev.trustline.lockdown.pairing.PairRecordKeys.HOST_ID;
import static dev.trustline.lockdown.pairing.PairRecordKeys.HOST_PRIVATE_KEY;
import static dev.trustline.lockdown.pairing.PairRecordKeys.ROOT_CERTIFICATE;
import static dev.trustline.lockdown.pairing.PairRecordKeys.ROOT_PRIVATE_KEY;
import static dev.trustline.lockdown.pairing.PairRecordKeys.SYSTEM_BUID;
import static dev.trustline.lockdown.pairing.PairRecordKeys.WIFI_MAC_ADDRESS;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What a host keeps of one phone that trusts it, or is being asked to. Holds private keys and the EscrowBag, which open
 * the phone: {@link #toString()} shows the fingerprint only. Immutable; safe for any number of threads.
 */
public final class PairRecord {
    private static final String[] ALL = {DEVICE_CERTIFICATE, HOST_CERTIFICATE, ROOT_CERTIFICATE, HOST_PRIVATE_KEY,
        ROOT_PRIVATE_KEY, HOST_ID, SYSTEM_BUID, ESCROW_BAG, WIFI_MAC_ADDRESS};

    private final PlistDict plist;
    private final X509CertificateHolder deviceCertificate;
    private final X509CertificateHolder hostCertificate;
    private final PrivateKey hostKey;

    private PairRecord(PlistDict plist) throws UnusableKeyMaterial {
        RecordParts parts = new RecordParts(plist);
        parts.text(HOST_ID);
        parts.text(SYSTEM_BUID);
        parts.certificate(ROOT_CERTIFICATE);
        if (plist.has(ROOT_PRIVATE_KEY)) {
            parts.privateKey(ROOT_PRIVATE_KEY);
        }
        this.deviceCertificate = parts.certificate(DEVICE_CERTIFICATE);
        this.hostCertificate = parts.certificate(HOST_CERTIFICATE);
        this.hostKey = parts.privateKey(HOST_PRIVATE_KEY);
        this.plist = plist;
    }

    private PairRecord(PlistDict plist, X509CertificateHolder deviceCertificate, X509CertificateHolder hostCertificate,
            PrivateKey hostKey) {
        this.plist = plist;
        this.deviceCertificate = deviceCertificate;
        this.hostCertificate = hostCertificate;
        this.hostKey = hostKey;
    }

    static PairRecord of(HostIdentity identity, X509CertificateHolder deviceCertificate, String systemBuid) {
        if (systemBuid.isBlank()) {
            throw new IllegalArgumentException("a blank SystemBUID");
        }
        PlistDict plist = identity.toPlist()
                .with(DEVICE_CERTIFICATE, Pem.write(deviceCertificate)).with(SYSTEM_BUID, systemBuid);
        return new PairRecord(plist, deviceCertificate, identity.hostCertificate(), identity.hostKey());
    }

    /**
     * {@return the record in this dictionary, whoever wrote it}
     *
     * @param plist the stored dictionary; unknown keys are dropped
     * @throws UnusableKeyMaterial if a certificate, the host key, the HostID or the SystemBUID is missing, or if any part
     *     cannot be read; a missing RootPrivateKey only makes it incomplete
     */
    public static PairRecord fromPlist(PlistDict plist) throws UnusableKeyMaterial {
        PlistDict known = PlistDict.empty();
        for (String key : ALL) {
            Optional<Object> value = plist.value(key);
            known = value.isPresent() ? known.with(key, value.get()) : known;
        }
        return new PairRecord(known);
    }

    /**
     * {@return the record in this document, such as usbmuxd gives it}
     *
     * @param document XML or binary
     * @throws LockdownException if it is no property list or no usable record
     */
    public static PairRecord read(byte[] document) throws LockdownException {
        return fromPlist(PlistReader.read(document));
    }

    /** {@return this record with what a successful {@code Pair} answered} */
    public PairRecord withEscrowBag(byte[] escrowBag) {
        return with(ESCROW_BAG, escrowBag);
    }

    /** {@return this record with the phone's Wi-Fi address, by which it is found on a network} */
    public PairRecord withWiFiMacAddress(String address) {
        return with(WIFI_MAC_ADDRESS, address);
    }

    private PairRecord with(String key, Object value) {
        return new PairRecord(plist.with(key, value), deviceCertificate, hostCertificate, hostKey);
    }

    /** {@return all parts, private keys included: for a protected store or {@code SavePairRecord} only} */
    public PlistDict toPlist() {
        return plist;
    }

    /** {@return what {@code Pair} sends: three certificates, HostID and SystemBUID, never a private key or the EscrowBag} */
    public PlistDict pairRequestPart() {
        return plist.without(HOST_PRIVATE_KEY, ROOT_PRIVATE_KEY, ESCROW_BAG, WIFI_MAC_ADDRESS);
    }

    /** {@return what {@code ValidatePair} and {@code Unpair} send: all but the private keys, as libimobiledevice does} */
    public PlistDict validationPart() {
        return plist.without(HOST_PRIVATE_KEY, ROOT_PRIVATE_KEY);
    }

    /** {@return the HostID, an identity: not for logs} */
    public String hostId() {
        return plist.string(HOST_ID).orElseThrow();
    }

    /** {@return the SystemBUID, an identity: not for logs} */
    public String systemBuid() {
        return plist.string(SYSTEM_BUID).orElseThrow();
    }

    /** {@return the EscrowBag, if the phone gave one: a secret} */
    public Optional<byte[]> escrowBag() {
        return plist.data(ESCROW_BAG);
    }

    /** {@return the phone's Wi-Fi address, if it is known} */
    public Optional<String> wiFiMacAddress() {
        return plist.string(WIFI_MAC_ADDRESS);
    }

    /** {@return the certificate that proves this host in TLS} */
    public X509CertificateHolder hostCertificate() {
        return hostCertificate;
    }

    /** {@return the key to {@link #hostCertificate()}: a secret} */
    public PrivateKey hostKey() {
        return hostKey;
    }

    /** {@return the certificate that the phone shows to this host} */
    public X509CertificateHolder deviceCertificate() {
        return deviceCertificate;
    }

    /** {@return the key that the phone must prove in TLS: that of the DeviceCertificate} */
    public SubjectPublicKeyInfo devicePublicKey() {
        return deviceCertificate.getSubjectPublicKeyInfo();
    }

    /** {@return the time after which the host certificate does not hold any longer} */
    public Instant expiresAt() {
        return hostCertificate.getNotAfter().toInstant();
    }

    /** {@return whether every tool can use it: all seven parts, and the EscrowBag} */
    public boolean isComplete() {
        return plist.has(ROOT_PRIVATE_KEY) && plist.has(ESCROW_BAG);
    }

    /** {@return the SHA-256 of the host certificate's DER in lower-case hex: the name of this record in events and logs} */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hostCertificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("a certificate without an encoding", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PairRecord record && plist.equals(record.plist);
    }

    @Override
    public int hashCode() {
        return plist.hashCode();
    }

    /** {@return the fingerprint and whether it is complete, nothing else} */
    @Override
    public String toString() {
        return "PairRecord[fingerprint=" + fingerprint() + ", complete=" + isComplete() + "]";
    }
}
