package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.tls.TlsCryptoSource;
import dev.trustline.virtualdevice.phone.Supervision;
import dev.trustline.virtualdevice.phone.SupervisorProof;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jboss.logging.Logger;

/**
 * The challenge of one lockdown connection: good for one answer. The answer is CMS SignedData whose attached content is the
 * challenge, with one signer, SHA-256 or (go-ios) SHA-1, whose certificate is included, was offered on this connection, and is that of the
 * organisation; the signature is verified (go-ios {@code ios/pair.go}, pymobiledevice3 {@code lockdown.py}). Used by one thread.
 */
final class SupervisorChallenge {
    private static final Logger LOG = Logger.getLogger(SupervisorChallenge.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final Set<ASN1ObjectIdentifier> DIGESTS = Set.of(NISTObjectIdentifiers.id_sha256, OIWObjectIdentifiers.idSHA1);
    private static final int LARGEST_ANSWER = 64 * 1024;

    private Optional<byte[]> open = Optional.empty();
    private byte[] offered = new byte[0];

    /** A fresh challenge to whoever offered this certificate; an older one is void. */
    byte[] issue(byte[] certificate) {
        byte[] challenge = new byte[BYTES];
        RANDOM.nextBytes(challenge);
        open = Optional.of(challenge);
        offered = certificate;
        return challenge.clone();
    }

    /** Whether this answers the open challenge, which is used up by it. */
    SupervisorProof judge(byte[] answer, Optional<Supervision> supervision) {
        Optional<byte[]> challenge = open;
        open = Optional.empty();
        Optional<byte[]> organisation = supervision.flatMap(Supervision::certificate);
        if (challenge.isEmpty() || organisation.isEmpty() || !Arrays.equals(offered, organisation.get())) {
            return SupervisorProof.WRONG;
        }
        try {
            return isSigned(answer, challenge.get(), organisation.get()) ? SupervisorProof.SIGNED : SupervisorProof.WRONG;
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException | RuntimeException e) {
            LOG.debugf("supervisor's answer refused error=%s", e.toString());
            return SupervisorProof.WRONG;
        }
    }

    private static boolean isSigned(byte[] answer, byte[] challenge, byte[] organisation)
            throws CMSException, OperatorCreationException, GeneralSecurityException, IOException {
        if (answer.length > LARGEST_ANSWER) {
            return false;
        }
        CMSSignedData data = new CMSSignedData(answer);
        boolean attached = PKCSObjectIdentifiers.data.getId().equals(data.getSignedContentTypeOID())
                && data.getSignedContent() != null
                && data.getSignedContent().getContent() instanceof byte[] content
                && MessageDigest.isEqual(content, challenge);
        Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
        return attached && signers.size() == 1 && isBy(signers.iterator().next(), data, organisation);
    }

    private static boolean isBy(SignerInformation signer, CMSSignedData data, byte[] organisation)
            throws CMSException, OperatorCreationException, GeneralSecurityException, IOException {
        Collection<X509CertificateHolder> included = data.getCertificates().getMatches(signer.getSID());
        if (included.size() != 1 || !Arrays.equals(included.iterator().next().getEncoded(), organisation)
                || !DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm())) {
            return false;
        }
        // by the key alone: nobody knows whether a phone minds the certificate's dates
        return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(TlsCryptoSource.provider())
                .build(new JcaX509CertificateConverter().setProvider(TlsCryptoSource.provider())
                        .getCertificate(new X509CertificateHolder(organisation)).getPublicKey()));
    }
}
