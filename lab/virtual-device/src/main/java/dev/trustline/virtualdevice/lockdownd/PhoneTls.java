package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.tls.TlsCryptoSource;
import dev.trustline.virtualdevice.phone.HostCertificates;
import dev.trustline.virtualdevice.phone.Personality;
import java.io.IOException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedDecryptor;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JceDefaultTlsCredentialedDecryptor;

/**
 * The phone's side of one TLS session: server key = device key, server certificate = the one that this host made for
 * it. A client is accepted by public key, host's or root's: libimobiledevice built on OpenSSL presents the root
 * certificate, all others the host certificate (measured). Plain-RSA suites are offered for hosts of old phones.
 */
final class PhoneTls extends DefaultTlsServer {
    private static final int[] PLAIN_RSA = {
        CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA
    };
    private static final List<SignatureAndHashAlgorithm> TLS12_SIGNATURES = List.of(
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa),
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha1, SignatureAlgorithm.rsa));
    private static final List<SignatureAndHashAlgorithm> TLS13_SIGNATURES =
            List.of(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256);

    private final PrivateKey key;
    private final HostCertificates certificates;
    private final ProtocolVersion[] versions;
    private final boolean plainRsa;

    PhoneTls(PrivateKey key, HostCertificates certificates, Personality.Link link) {
        super(TlsCryptoSource.crypto());
        this.key = key;
        this.certificates = certificates;
        this.versions = versions(link.minTls(), link.maxTls());
        this.plainRsa = link.plainRsa();
    }

    /** The versions between two, newest first. */
    private static ProtocolVersion[] versions(String oldest, String newest) {
        return version(newest).downTo(version(oldest));
    }

    private static ProtocolVersion version(String text) {
        return switch (text) {
            case "1.0" -> ProtocolVersion.TLSv10;
            case "1.1" -> ProtocolVersion.TLSv11;
            case "1.2" -> ProtocolVersion.TLSv12;
            case "1.3" -> ProtocolVersion.TLSv13;
            default -> throw new IllegalArgumentException("no TLS version: '" + text + "'; write 1.0, 1.1, 1.2 or 1.3");
        };
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return versions.clone();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        if (plainRsa) {
            return PLAIN_RSA.clone();
        }
        int[] usual = super.getSupportedCipherSuites();
        int[] all = Arrays.copyOf(usual, usual.length + PLAIN_RSA.length);
        System.arraycopy(PLAIN_RSA, 0, all, usual.length, PLAIN_RSA.length);
        return all;
    }

    @Override
    public boolean requiresCloseNotify() {
        return false;
    }

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public void notifySecureRenegotiation(boolean secureRenegotiation) {
        // old hosts do not know RFC 5746; a phone never renegotiates
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
        int exchange = context.getSecurityParametersHandshake().getKeyExchangeAlgorithm();
        return exchange == KeyExchangeAlgorithm.RSA ? getRSAEncryptionCredentials() : getRSASignerCredentials();
    }

    @Override
    protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), TlsCryptoSource.crypto(), key, chain(), signatureAlgorithm());
    }

    @Override
    protected TlsCredentialedDecryptor getRSAEncryptionCredentials() throws IOException {
        return new JceDefaultTlsCredentialedDecryptor(TlsCryptoSource.crypto(), chain(), key);
    }

    /** Before TLS 1.2 there is nothing to choose, and the API wants null. */
    private SignatureAndHashAlgorithm signatureAlgorithm() throws IOException {
        if (!TlsUtils.isTLSv12(context)) {
            return null;
        }
        List<SignatureAndHashAlgorithm> ours = TlsUtils.isTLSv13(context) ? TLS13_SIGNATURES : TLS12_SIGNATURES;
        Vector<?> offered = context.getSecurityParametersHandshake().getClientSigAlgs();
        return ours.stream()
                .filter(algorithm -> offered == null || offered.contains(algorithm))
                .findFirst()
                .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure));
    }

    private Certificate chain() throws IOException {
        TlsCertificate device = TlsCryptoSource.crypto().createCertificate(certificates.device());
        return TlsUtils.isTLSv13(context)
                ? new Certificate(new byte[0], new CertificateEntry[] {new CertificateEntry(device, null)})
                : new Certificate(new TlsCertificate[] {device});
    }

    @Override
    public CertificateRequest getCertificateRequest() throws IOException {
        Vector<?> algorithms =
                TlsUtils.isTLSv12(context) ? TlsUtils.getDefaultSupportedSignatureAlgorithms(context) : null;
        return TlsUtils.isTLSv13(context)
                ? new CertificateRequest(new byte[0], algorithms, null, null)
                : new CertificateRequest(new short[] {ClientCertificateType.rsa_sign}, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        if (certificate == null || certificate.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.certificate_required);
        }
        SubjectPublicKeyInfo shown = keyOf(certificate.getCertificateAt(0).getEncoded());
        if (!shown.equals(keyOf(certificates.host())) && !shown.equals(keyOf(certificates.root()))) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    private static SubjectPublicKeyInfo keyOf(byte[] certificate) {
        return org.bouncycastle.asn1.x509.Certificate.getInstance(certificate).getSubjectPublicKeyInfo();
    }
}
