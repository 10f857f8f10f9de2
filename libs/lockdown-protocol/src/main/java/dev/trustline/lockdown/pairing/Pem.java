package dev.trustline.lockdown.pairing;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The PEM texts of a pair record. Written with lines of 64 characters, LF and a final LF; read with CRLF, without a final
 * newline and with trailing NULs too, as phones and other tools leave them. Errors name the part and never quote it. Stateless.
 */
public final class Pem {
    private static final int LIMIT = 32 * 1024;

    private Pem() { }

    /** {@return the certificate as {@code CERTIFICATE}} */
    public static byte[] write(X509CertificateHolder certificate) {
        try {
            return write("CERTIFICATE", certificate.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException("a certificate without an encoding", e);
        }
    }

    /** {@return the key as {@code PRIVATE KEY}, PKCS#8, without encryption} */
    public static byte[] write(PrivateKey key) {
        return write("PRIVATE KEY", key.getEncoded());
    }

    /**
     * {@return the key as a phone tells it under {@code DevicePublicKey}: {@code RSA PUBLIC KEY}, PKCS#1}
     *
     * @param key an RSA key
     */
    public static byte[] writeDevicePublicKey(SubjectPublicKeyInfo key) {
        return write("RSA PUBLIC KEY", key.getPublicKeyData().getOctets());
    }

    /**
     * {@return the certificate in this text}
     *
     * @param pem the text
     * @param part what it is, for the error
     * @throws UnusableKeyMaterial if there is none
     */
    public static X509CertificateHolder certificate(byte[] pem, String part) throws UnusableKeyMaterial {
        if (parse(pem, part) instanceof X509CertificateHolder certificate) {
            return certificate;
        }
        throw new UnusableKeyMaterial(part, "no certificate in PEM");
    }

    /**
     * {@return the RSA private key in this text}
     *
     * @param pem PKCS#8 ({@code PRIVATE KEY}) or PKCS#1 ({@code RSA PRIVATE KEY})
     * @param part what it is, for the error
     * @throws UnusableKeyMaterial if there is none
     */
    public static PrivateKey privateKey(byte[] pem, String part) throws UnusableKeyMaterial {
        Object parsed = parse(pem, part);
        PrivateKeyInfo info = parsed instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo()
                : parsed instanceof PrivateKeyInfo plain ? plain : null;
        if (info == null) {
            throw new UnusableKeyMaterial(part, "no private key in PEM");
        }
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (InvalidKeySpecException | NoSuchAlgorithmException | IOException e) {
            throw new UnusableKeyMaterial(part, "no RSA private key");
        }
    }

    /**
     * {@return the key of a phone's {@code DevicePublicKey}}
     *
     * @param pem {@code RSA PUBLIC KEY} (PKCS#1) or {@code PUBLIC KEY}, RSA of a size that {@link RsaKeys#isUsable} takes
     * @throws UnusableKeyMaterial if it is anything else
     */
    public static SubjectPublicKeyInfo devicePublicKey(byte[] pem) throws UnusableKeyMaterial {
        String part = "DevicePublicKey";
        if (parse(pem, part) instanceof SubjectPublicKeyInfo key && RsaKeys.isUsable(key)) {
            return key;
        }
        throw new UnusableKeyMaterial(part, "no RSA public key of a usual size in PEM");
    }

    private static Object parse(byte[] pem, String part) throws UnusableKeyMaterial {
        if (pem.length > LIMIT) {
            throw new UnusableKeyMaterial(part, "longer than " + LIMIT + " bytes");
        }
        String text = new String(pem, StandardCharsets.US_ASCII).replace("\0", "");
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            return parser.readObject();
        } catch (IOException | RuntimeException e) {
            // its message may quote the text, so it is not passed on
            throw new UnusableKeyMaterial(part, "broken PEM");
        }
    }

    private static byte[] write(String label, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, der));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString().replace("\r\n", "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
