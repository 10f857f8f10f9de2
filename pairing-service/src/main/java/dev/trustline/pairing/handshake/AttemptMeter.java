package dev.trustline.pairing.handshake;

import dev.trustline.events.TrustStatus;
import java.time.Duration;

/** Port to those who count: how long attempts take, and what proofs find. Thread-safe. */
@FunctionalInterface
public interface AttemptMeter {
    /**
     * An attempt has ended.
     *
     * @param outcome    the state that it ended in
     * @param sinceCable since the cable, as far back as anybody measured
     */
    void ended(TrustStatus outcome, Duration sinceCable);

    /** A record was to be proven. */
    default void verified(Verification.Occasion occasion, Verification.Outcome outcome) {
    }
}
