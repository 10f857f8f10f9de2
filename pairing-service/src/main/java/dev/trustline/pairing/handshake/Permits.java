package dev.trustline.pairing.handshake;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How much protocol work runs at once on this host. A phone that waits for a person holds no permit. Thread-safe.
 */
public final class Permits {
    private final Semaphore semaphore;
    private final Calm calm;

    /**
     * Permits.
     *
     * @param atOnce how many, at least 1
     * @param calm   is told of all work, what waits for a permit included
     */
    public Permits(int atOnce, Calm calm) {
        this.semaphore = new Semaphore(atOnce, true);
        this.calm = calm;
    }

    /** Does this work as soon as a permit is free. An interrupt is noticed by the work itself. */
    public <T> T with(Supplier<T> work) {
        calm.workBegins();
        semaphore.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            semaphore.release();
            calm.workEnds();
        }
    }
}
