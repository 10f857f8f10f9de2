package dev.trustline.pairing;

import dev.trustline.lockdown.tls.TlsWarmUp;
import dev.trustline.pairing.handshake.Calm;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Whether this process has shaken hands with itself, so that the first phone meets code that is loaded and compiled. A few
 * rounds come before readiness, the rest after it, whenever no device is served. Thread-safe.
 */
final class TlsWarmth {
    private static final Logger LOG = Logger.getLogger(TlsWarmth.class);
    private static final TlsWarmth OF_PROCESS = new TlsWarmth();
    /** The first rounds load every class, and the costly loops of the ciphers are compiled soon; each further one only delays readiness. */
    static final int ROUNDS_BEFORE_READY = 6;
    /** With these, the first phones of a rack meet compiled code; more buys little (measured with 20 in all). */
    static final int ROUNDS_AFTER_READY = 14;
    /** So many at once: a phone that comes meanwhile waits for none of them, but shares the processor with them. */
    private static final int ROUNDS_AT_ONCE = 2;
    /** Phones that are served for so long without a pause have warmed everything themselves; then it costs them little. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Calm> moments = new CompletableFuture<>();
    private volatile String missing = "TLS is being warmed";

    private TlsWarmth() {
    }

    /** The one of this process: code is loaded and compiled once. */
    static TlsWarmth ofProcess() {
        return OF_PROCESS;
    }

    /** Begins with the rounds before readiness, unless it has begun. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "tls-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Begins, unless it has begun; the rounds after readiness may follow.
     *
     * @param calm knows when no device is served
     */
    void begin(Calm calm) {
        begin();
        moments.complete(calm);
    }

    /** What is missing; empty when it is warm. */
    String missing() {
        return missing;
    }

    private void run() {
        try {
            TlsWarmUp.run(ROUNDS_BEFORE_READY);
            missing = "";
            Calm calm = moments.get();
            for (int done = 0; done < ROUNDS_AFTER_READY; done += ROUNDS_AT_ONCE) {
                calm.await(LONGEST_DELAY);
                TlsWarmUp.run(ROUNDS_AT_ONCE);
            }
        } catch (IllegalStateException | ExecutionException e) {
            missing = e.getMessage();
            LOG.errorf(e, "%s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
