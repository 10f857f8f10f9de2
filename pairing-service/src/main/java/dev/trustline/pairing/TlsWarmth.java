package dev.trustline.pairing;

import dev.trustline.lockdown.tls.TlsWarmUp;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Whether this process has shaken hands with itself, so that the first phone meets code that is loaded and compiled. Thread-safe. */
final class TlsWarmth {
    private static final TlsWarmth OF_PROCESS = new TlsWarmth();
    /** After these the first phones of a rack meet compiled code; more buys little (measured). */
    private static final int ROUNDS = 20;

    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile String missing = "TLS is being warmed";

    private TlsWarmth() {
    }

    /** The one of this process: code is loaded and compiled once. */
    static TlsWarmth ofProcess() {
        return OF_PROCESS;
    }

    /** Begins, unless it has begun. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "tls-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** What is missing; empty when it is warm. */
    String missing() {
        return missing;
    }

    private void run() {
        try {
            TlsWarmUp.run(ROUNDS);
            missing = "";
        } catch (IllegalStateException e) {
            missing = e.getMessage();
            Logger.getLogger(TlsWarmth.class).errorf(e, "%s", e.getMessage());
        }
    }
}
