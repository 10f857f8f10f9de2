package dev.trustline.lockdown.pairing;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** RSA keys of 2048 bits, exponent 65537: what every host and every phone uses. */
public final class RsaKeys {
    private static final int BITS = 2048;
    private static final int WARM_UP_BITS = 1024;

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
}
