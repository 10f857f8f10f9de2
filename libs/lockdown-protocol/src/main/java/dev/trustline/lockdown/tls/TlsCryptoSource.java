package dev.trustline.lockdown.tls;

import java.security.SecureRandom;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * The one cryptography of this process's TLS with phones. The provider is an object of our own and never registered, so
 * Kafka, PostgreSQL and everything else in the JVM keep theirs. It must be Bouncy Castle's: the JDK's refuses certificates
 * with empty names, which are the only ones phones have (measured on JDK 17). Safe for any number of threads.
 */
public final class TlsCryptoSource {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final JcaTlsCrypto CRYPTO = new JcaTlsCryptoProvider().setProvider(PROVIDER).create(new SecureRandom());

    private TlsCryptoSource() { }

    /** {@return the shared cryptography} */
    public static JcaTlsCrypto crypto() {
        return CRYPTO;
    }

    /** {@return the shared provider, for certificates and keys; do not register it} */
    public static BouncyCastleProvider provider() {
        return PROVIDER;
    }
}
