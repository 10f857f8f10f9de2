package dev.trustline.lockdown.tls;

import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.RsaKeys;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;

/**
 * This host in a handshake: accepts one server key only, that of the record's DeviceCertificate, and shows the record's
 * HostCertificate. No path is validated, since all names are empty; that the server holds the private half is proven by
 * the handshake itself.
 */
final class PinnedTlsClient extends DefaultTlsClient {
    private final PairRecord record;
    private final TlsVersions offered;
    private boolean keyMismatch;
    private String negotiated = "not negotiated";

    PinnedTlsClient(PairRecord record, TlsVersions offered) {
        super(TlsCryptoSource.crypto());
        this.record = record;
        this.offered = offered;
    }

    boolean keyMismatch() {
        return keyMismatch;
    }

    String negotiated() {
        return negotiated;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return offered.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        int[] usual = super.getSupportedCipherSuites();
        int[] more = offered.moreCipherSuites();
        int[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return all;
    }

    /** Phones just close. */
    @Override
    public boolean requiresCloseNotify() {
        return false;
    }

    /** Records of older tools hold certificates with SHA-1 signatures; the key is what is compared. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    /** Phones before RFC 5746 do not know it; the usual refusal stands for all others. */
    @Override
    public void notifySecureRenegotiation(boolean secureRenegotiation) throws IOException {
        if (offered != TlsVersions.LEGACY) {
            super.notifySecureRenegotiation(secureRenegotiation);
        }
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        SecurityParameters parameters = context.getSecurityParametersConnection();
        negotiated = parameters.getNegotiatedVersion() + ", cipher suite 0x"
                + Integer.toHexString(parameters.getCipherSuite());
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                requirePinnedKey(server);
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                return new HostCredentials(context, record).answer(request);
            }
        };
    }

    private void requirePinnedKey(TlsServerCertificate server) throws IOException {
        org.bouncycastle.tls.Certificate chain = server.getCertificate();
        if (chain == null || chain.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the device showed no certificate");
        }
        SubjectPublicKeyInfo shown = Certificate.getInstance(chain.getCertificateAt(0).getEncoded())
                .getSubjectPublicKeyInfo();
        if (!DeviceKeys.same(shown, record.devicePublicKey())) {
            keyMismatch = true;
            throw new TlsFatalAlert(AlertDescription.certificate_unknown, "not the key of the pair record");
        }
        if (!RsaKeys.isUsable(shown)) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "a key of a size that no phone has");
        }
    }
}
