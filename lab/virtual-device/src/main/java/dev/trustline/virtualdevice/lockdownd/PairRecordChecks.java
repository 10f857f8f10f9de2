package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.TlsCryptoSource;
import dev.trustline.virtualdevice.phone.HostCertificates;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jboss.logging.Logger;

/**
 * The checks worth making on a host's certificates: all three parse, the device certificate holds this phone's key, the
 * root's key signed both others. Names, serial numbers, hashes and CA flags are not judged: tools in the field differ
 * in all of them, and phones accept them all. No path validation: every name is empty. What real phones make of the dates is
 * not known; one whose clock is wrong refuses certificates that do not hold by it, the harsher reading.
 */
final class PairRecordChecks {
    private static final Logger LOG = Logger.getLogger(PairRecordChecks.class);

    private PairRecordChecks() {}

    static Optional<HostCertificates> check(PlistDict record, DeviceKey key, Optional<Instant> wrongClock) {
        try {
            X509CertificateHolder root = certificate(record, "RootCertificate");
            X509CertificateHolder host = certificate(record, "HostCertificate");
            X509CertificateHolder device = certificate(record, "DeviceCertificate");
            boolean ours = sameKey(device.getSubjectPublicKeyInfo(), key.publicKeyInfo());
            if (!ours || !signed(host, root) || !signed(device, root)) {
                LOG.debugf("pair record refused reason=%s", ours ? "signature" : "other-device-key");
                return Optional.empty();
            }
            if (wrongClock.filter(now -> !holds(root, now) || !holds(host, now) || !holds(device, now)).isPresent()) {
                LOG.debug("pair record refused reason=dates");
                return Optional.empty();
            }
            return Optional.of(new HostCertificates(host.getEncoded(), root.getEncoded(), device.getEncoded()));
        } catch (IOException e) {
            LOG.debugf("pair record refused reason=unreadable error=%s", e.toString());
            return Optional.empty();
        }
    }

    private static X509CertificateHolder certificate(PlistDict record, String part) throws LockdownException {
        return Pem.certificate(record.data(part).orElse(new byte[0]), part);
    }

    private static boolean holds(X509CertificateHolder certificate, Instant now) {
        return certificate.isValidOn(Date.from(now));
    }

    private static boolean sameKey(SubjectPublicKeyInfo one, SubjectPublicKeyInfo other) {
        return one.getPublicKeyData().equals(other.getPublicKeyData());
    }

    private static boolean signed(X509CertificateHolder certificate, X509CertificateHolder by) {
        try {
            ContentVerifierProvider verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(TlsCryptoSource.provider())
                    .build(by);
            return certificate.isSignatureValid(verifier);
        } catch (OperatorCreationException | CertException | CertificateException e) {
            LOG.debugf("signature not verifiable error=%s", e.toString());
            return false;
        }
    }
}
