package dev.trustline.pairing.handshake;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How much protocol work runs at once on this host. A phone that waits for a person holds no permit. Thread-safe.
 */
public final class Permits {
    private final Semaphore semaphore;

    /** So many at once, at least 1. */
    public Permits(int atOnce) {
        this.semaphore = new Semaphore(atOnce, true);
    }

    /** Does this work as soon as a permit is free. An interrupt is noticed by the work itself. */
    public <T> T with(Supplier<T> work) {
        semaphore.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            semaphore.release();
        }
    }
}
