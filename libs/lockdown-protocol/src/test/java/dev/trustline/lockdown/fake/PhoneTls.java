package dev.trustline.lockdown.fake;

import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.tls.TlsCryptoSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.cert.X509CertificateHolder;
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
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JceDefaultTlsCredentialedDecryptor;

/** The phone's side of TLS: its own key, and one host certificate that it trusts. */
public final class PhoneTls extends DefaultTlsServer {
    private final PrivateKey key;
    private final X509CertificateHolder shown;
    private final byte[] trustedHost;
    private final ProtocolVersion[] versions;
    private boolean onlyPlainRsa;

    public PhoneTls(PrivateKey key, X509CertificateHolder shown, byte[] trustedHost, ProtocolVersion... versions) {
        super(TlsCryptoSource.crypto());
        this.key = key;
        this.shown = shown;
        this.trustedHost = trustedHost;
        this.versions = versions;
    }

    public static PhoneTls of(PrivateKey key, PairRecord record, ProtocolVersion... versions) throws IOException {
        return new PhoneTls(key, record.deviceCertificate(), record.hostCertificate().getEncoded(), versions);
    }

    public PhoneTls onlyPlainRsa() {
        onlyPlainRsa = true;
        return this;
    }

    public TlsServerProtocol accept(InputStream in, OutputStream out) throws IOException {
        TlsServerProtocol protocol = new TlsServerProtocol(in, out);
        protocol.accept(this);
        return protocol;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return versions;
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return onlyPlainRsa ? new int[] {CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA} : super.getSupportedCipherSuites();
    }

    @Override
    public boolean requiresCloseNotify() {
        return false;
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
        return context.getSecurityParametersHandshake().getKeyExchangeAlgorithm() == KeyExchangeAlgorithm.RSA
                ? getRSAEncryptionCredentials() : getRSASignerCredentials();
    }

    @Override
    protected TlsCredentialedDecryptor getRSAEncryptionCredentials() throws IOException {
        return new JceDefaultTlsCredentialedDecryptor(TlsCryptoSource.crypto(), chain(), key);
    }

    @Override
    protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
        SignatureAndHashAlgorithm algorithm = !TlsUtils.isTLSv12(context) ? null
                : TlsUtils.isTLSv13(context) ? SignatureAndHashAlgorithm.rsa_pss_rsae_sha256
                : SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa);
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), TlsCryptoSource.crypto(), key, chain(), algorithm);
    }

    private Certificate chain() throws IOException {
        TlsCertificate certificate = TlsCryptoSource.crypto().createCertificate(shown.getEncoded());
        return TlsUtils.isTLSv13(context)
                ? new Certificate(new byte[0], new CertificateEntry[] {new CertificateEntry(certificate, null)})
                : new Certificate(new TlsCertificate[] {certificate});
    }

    @Override
    public CertificateRequest getCertificateRequest() throws IOException {
        Vector<?> algorithms = TlsUtils.isTLSv12(context)
                ? TlsUtils.getDefaultSupportedSignatureAlgorithms(context) : null;
        return TlsUtils.isTLSv13(context)
                ? new CertificateRequest(new byte[0], algorithms, null, null)
                : new CertificateRequest(new short[] {ClientCertificateType.rsa_sign}, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate client) throws IOException {
        List<TlsCertificate> chain = client == null ? List.of() : List.of(client.getCertificateList());
        if (chain.isEmpty() || !Arrays.equals(chain.get(0).getEncoded(), trustedHost)) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }
}
