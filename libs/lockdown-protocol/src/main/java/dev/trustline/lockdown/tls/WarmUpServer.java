package dev.trustline.lockdown.tls;

import dev.trustline.lockdown.pairing.PairRecord;
import java.io.IOException;
import java.security.PrivateKey;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;

/** A phone's side, just enough for {@link TlsWarmUp}: one version, and any client certificate will do. */
final class WarmUpServer extends DefaultTlsServer {
    private final PrivateKey key;
    private final PairRecord record;
    private final ProtocolVersion version;

    WarmUpServer(PrivateKey key, PairRecord record, ProtocolVersion version) {
        super(TlsCryptoSource.crypto());
        this.key = key;
        this.record = record;
        this.version = version;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return version.only();
    }

    @Override
    public org.bouncycastle.tls.TlsCredentials getCredentials() throws IOException {
        return getRSASignerCredentials();
    }

    @Override
    protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
        TlsCertificate device = TlsCryptoSource.crypto().createCertificate(record.deviceCertificate().getEncoded());
        boolean modern = TlsUtils.isTLSv13(context);
        Certificate chain = modern
                ? new Certificate(new byte[0], new CertificateEntry[] {new CertificateEntry(device, null)})
                : new Certificate(new TlsCertificate[] {device});
        SignatureAndHashAlgorithm algorithm = modern ? SignatureAndHashAlgorithm.rsa_pss_rsae_sha256
                : SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa);
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), TlsCryptoSource.crypto(), key, chain, algorithm);
    }

    @Override
    public CertificateRequest getCertificateRequest() throws IOException {
        var algorithms = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
        return TlsUtils.isTLSv13(context)
                ? new CertificateRequest(new byte[0], algorithms, null, null)
                : new CertificateRequest(new short[] {ClientCertificateType.rsa_sign}, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate clientCertificate) {
        // it is this process itself
    }
}
