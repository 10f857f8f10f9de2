package dev.trustline.lockdown.tls;

import java.io.IOException;
import org.bouncycastle.util.Properties;

/**
 * Bouncy Castle tests every RSA modulus that it has not met before for being composite, which takes longer than a signature
 * ({@code ./trustline bench --jmh Modulus}). With phones each modulus is new, and the test protects nobody: a phone's key is
 * pinned to what the phone itself told, a phone with a weak key harms only itself, and the host's keys were made here. The
 * same switch lifts the limit of size, so whoever uses this asks {@link dev.trustline.lockdown.pairing.RsaKeys#isUsable}.
 * Stateless; the switch holds for the calling thread alone, and only while the work lasts.
 */
public final class ModulusCheck {
    private static final String ALLOW = "org.bouncycastle.rsa.allow_unsafe_mod";

    private ModulusCheck() { }

    /** Work with keys. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    /**
     * Does the work without that test.
     *
     * @param work in this thread
     * @throws IOException whatever the work throws
     */
    public static void without(Work work) throws IOException {
        Properties.setThreadOverride(ALLOW, true);
        try {
            work.run();
        } finally {
            Properties.removeThreadOverride(ALLOW);
        }
    }
}
