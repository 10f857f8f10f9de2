package dev.trustline.lockdown.pairing;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** RSA keys of 2048 bits, exponent 65537: what every host and every phone uses. Stateless. */
public final class RsaKeys {
    private static final int BITS = 2048;
    private static final int WARM_UP_BITS = 1024;
    private static final int FEWEST_BITS = 512;
    private static final int MOST_BITS = 8192;
    private static final int MOST_EXPONENT_BITS = 64;

    private RsaKeys() { }

    /** {@return a fresh pair; 65 to 90 ms of CPU in the median (measured)} */
    public static KeyPair generate() {
        return generate(BITS);
    }

    private static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /** {@return a pair that runs the same code in a fraction of the time; good for nothing but warming up} */
    public static KeyPair generateForWarmUp() {
        return generate(WARM_UP_BITS);
    }

    /** {@return the public key as certificates carry it} */
    public static SubjectPublicKeyInfo info(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded());
    }

    /**
     * {@return whether a key that somebody else tells may be calculated with: RSA, modulus of 512 to 8192 bits, exponent of at
     * most 64 bits}
     *
     * <p>Phones have 2048 bits and 65537, old ones 1024; a much larger key would keep a core busy past every deadline.
     *
     * @param key as told
     */
    public static boolean isUsable(SubjectPublicKeyInfo key) {
        try {
            RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
            int bits = rsa.getModulus().bitLength();
            return PKCSObjectIdentifiers.rsaEncryption.equals(key.getAlgorithm().getAlgorithm())
                    && bits >= FEWEST_BITS && bits <= MOST_BITS && rsa.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
