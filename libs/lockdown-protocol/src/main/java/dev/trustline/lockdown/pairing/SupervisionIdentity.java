package dev.trustline.lockdown.pairing;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The identity by which an organisation supervises its phones: a certificate and its private key, RSA or EC, as Apple
 * Configurator exports them (PKCS#12). A phone that was set up with this certificate pairs without a tap when its challenge is
 * signed with the key. Holds a private key: {@link #toString()} shows nothing of it. Immutable; safe for any number of threads.
 */
public final class SupervisionIdentity {
    private static final String PART = "the supervision identity";
    private static final int LARGEST_FILE = 1 << 20;

    private final BouncyCastleProvider provider;
    private final X509CertificateHolder certificate;
    private final PrivateKey key;
    private final String signature;

    private SupervisionIdentity(BouncyCastleProvider provider, X509CertificateHolder certificate, PrivateKey key)
            throws UnusableKeyMaterial {
        this.provider = provider;
        this.certificate = certificate;
        this.key = key;
        this.signature = signatureOf(certificate);
    }

    /**
     * {@return the identity in this file}
     *
     * @param file PKCS#12, with exactly one private key and its certificate; at most 1 MiB
     * @param password of the file, may be empty; not kept, the caller clears it
     * @throws UnusableKeyMaterial if it is no such file, the password is wrong, or key and certificate do not belong together
     * @throws IOException if the file cannot be read
     */
    public static SupervisionIdentity load(Path file, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new UnusableKeyMaterial(PART, "larger than " + LARGEST_FILE + " bytes");
            }
            return read(bytes, password);
        }
    }

    /**
     * {@return the identity in these bytes}
     *
     * @param pkcs12 as {@link #load} reads them
     * @param password of the file; not kept, the caller clears it
     * @throws UnusableKeyMaterial see {@link #load}
     */
    public static SupervisionIdentity read(byte[] pkcs12, char[] password) throws UnusableKeyMaterial {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        try {
            return theOneIn(opened(pkcs12, password, provider), provider, password).tried();
        } catch (UnusableKeyMaterial e) {
            throw e;
        } catch (IOException e) {
            throw new UnusableKeyMaterial(PART, "the password is wrong, or it is no PKCS#12 file");
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnusableKeyMaterial(PART, "no PKCS#12 file with an RSA or EC key");
        }
    }

    /** Not by the JDK, which refuses certificates with empty names; but only that one reads newer files without a password. */
    private static KeyStore opened(byte[] pkcs12, char[] password, BouncyCastleProvider provider) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12", provider);
        try {
            store.load(new ByteArrayInputStream(pkcs12), password);
        } catch (IOException e) {
            if (password.length > 0) {
                throw e;
            }
            store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(pkcs12), password);
        }
        return store;
    }

    private static SupervisionIdentity theOneIn(KeyStore store, BouncyCastleProvider provider, char[] password)
            throws GeneralSecurityException, IOException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.size() != 1) {
            throw new UnusableKeyMaterial(PART, keys.size() + " private keys instead of one");
        }
        Certificate certificate = store.getCertificate(keys.get(0));
        if (certificate == null || !(store.getKey(keys.get(0), password) instanceof PrivateKey key)) {
            throw new UnusableKeyMaterial(PART, "no certificate to its private key");
        }
        return new SupervisionIdentity(provider, new X509CertificateHolder(certificate.getEncoded()), key);
    }

    private static String signatureOf(X509CertificateHolder certificate) throws UnusableKeyMaterial {
        ASN1ObjectIdentifier algorithm = certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        if (PKCSObjectIdentifiers.rsaEncryption.equals(algorithm) && RsaKeys.isUsable(certificate.getSubjectPublicKeyInfo())) {
            return "SHA256withRSA";
        }
        if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm)) {
            return "SHA256withECDSA";
        }
        throw new UnusableKeyMaterial(PART, "its key is neither RSA of a usual size nor EC");
    }

    /** Signs once, so that a key that is not the certificate's is found here and not by a phone. */
    private SupervisionIdentity tried() throws UnusableKeyMaterial {
        try {
            SignerInformation signer = new CMSSignedData(answer(new byte[1])).getSignerInfos().iterator().next();
            // by the key alone: whether a phone minds the certificate's dates is the phone's business
            if (signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(provider)
                    .build(new JcaX509CertificateConverter().setProvider(provider).getCertificate(certificate).getPublicKey()))) {
                return this;
            }
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IllegalStateException e) {
            // the same: it cannot sign what its certificate verifies
        }
        throw new UnusableKeyMaterial(PART, "its private key is not that of its certificate");
    }

    /** {@return the certificate, DER, as it is offered to a phone} */
    public byte[] certificateDer() {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    /** {@return the time after which the certificate does not hold any longer} */
    public Instant expiresAt() {
        return certificate.getNotAfter().toInstant();
    }

    /**
     * {@return the signed challenge: CMS SignedData, DER, the challenge attached as it is, SHA-256, the certificate included}
     *
     * @param challenge what the phone sent
     * @throws IllegalStateException if it cannot be signed, which was tried when the identity was read
     */
    public byte[] answer(byte[] challenge) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                    new JcaDigestCalculatorProviderBuilder().setProvider(provider).build())
                    .build(new JcaContentSignerBuilder(signature).setProvider(provider).build(key), certificate));
            generator.addCertificate(certificate);
            return generator.generate(new CMSProcessableByteArray(challenge), true).getEncoded(ASN1Encoding.DER);
        } catch (OperatorCreationException | CMSException | IOException e) {
            // its message could tell of the key
            throw new IllegalStateException("the supervision identity cannot sign");
        }
    }

    /** {@return only that it is one} */
    @Override
    public String toString() {
        return "SupervisionIdentity[***]";
    }
}
