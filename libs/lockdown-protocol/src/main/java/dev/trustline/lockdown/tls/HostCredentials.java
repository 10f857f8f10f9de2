package dev.trustline.lockdown.tls;

import dev.trustline.lockdown.pairing.PairRecord;
import java.io.IOException;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/** Answers a phone's request for a client certificate with the record's HostCertificate, in the way of each TLS version. */
final class HostCredentials {
    private static final List<SignatureAndHashAlgorithm> TLS_13 = List.of(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256);
    private static final List<SignatureAndHashAlgorithm> TLS_12 = List.of(
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa),
            SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha1, SignatureAlgorithm.rsa));

    private final TlsContext context;
    private final PairRecord record;
    private final JcaTlsCrypto crypto = TlsCryptoSource.crypto();

    HostCredentials(TlsContext context, PairRecord record) {
        this.context = context;
        this.record = record;
    }

    /** Null, which means no certificate, only if the phone takes no signature that an RSA key can make. */
    TlsCredentials answer(CertificateRequest request) throws IOException {
        SignatureAndHashAlgorithm algorithm = null;
        if (TlsUtils.isTLSv12(context)) {
            algorithm = firstTaken(request.getSupportedSignatureAlgorithms());
            if (algorithm == null) {
                return null;
            }
        }
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, record.hostKey(), chain(request), algorithm);
    }

    private SignatureAndHashAlgorithm firstTaken(Vector<?> taken) {
        return (TlsUtils.isTLSv13(context) ? TLS_13 : TLS_12).stream()
                .filter(algorithm -> taken == null || taken.contains(algorithm))
                .findFirst().orElse(null);
    }

    private Certificate chain(CertificateRequest request) throws IOException {
        TlsCertificate host = crypto.createCertificate(record.hostCertificate().getEncoded());
        return TlsUtils.isTLSv13(context)
                ? new Certificate(request.getCertificateRequestContext(),
                        new CertificateEntry[] {new CertificateEntry(host, null)})
                : new Certificate(new TlsCertificate[] {host});
    }
}
