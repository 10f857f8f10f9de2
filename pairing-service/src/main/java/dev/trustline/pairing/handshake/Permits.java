package dev.trustline.pairing.handshake;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * How much protocol work runs at once on this host. A phone that waits for a person holds no permit. Work that can wait, such
 * as making keys for later phones, asks for a calm moment. Thread-safe.
 */
public final class Permits {
    private final Semaphore semaphore;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int atWork;
    private long lastEnd = System.nanoTime();

    /** So many at once, at least 1. */
    public Permits(int atOnce) {
        this.semaphore = new Semaphore(atOnce, true);
    }

    /** Does this work as soon as a permit is free. An interrupt is noticed by the work itself. */
    public <T> T with(Supplier<T> work) {
        changed(1);
        semaphore.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            semaphore.release();
            changed(-1);
        }
    }

    /**
     * Returns once no device has been served for {@code calm}, or after {@code longest} all the same, so that what waits here
     * goes on under steady load too.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitCalm(Duration calm, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        lock.lockInterruptibly();
        try {
            for (;;) {
                long now = System.nanoTime();
                long left = atWork > 0 ? deadline - now : Math.min(deadline - now, lastEnd + calm.toNanos() - now);
                if (left <= 0) {
                    return;
                }
                ended.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void changed(int by) {
        lock.lock();
        try {
            atWork += by;
            lastEnd = System.nanoTime();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
