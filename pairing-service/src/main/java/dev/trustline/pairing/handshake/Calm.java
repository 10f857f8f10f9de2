package dev.trustline.pairing.handshake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets work that can wait, such as making keys for later phones, choose a moment at which no device is served. Thread-safe. */
public final class Calm {
    /** So long without a device that is served counts as calm. */
    static final Duration MOMENT = Duration.ofMillis(300);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int atWork;
    private long lastChange = System.nanoTime();

    /** A device is served from now on. */
    void workBegins() {
        count(1);
    }

    /** A device is not served any more. */
    void workEnds() {
        count(-1);
    }

    /**
     * Returns once no device has been served for {@link #MOMENT}, or after {@code longest} all the same, so that what waits here
     * goes on under steady load too.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(Duration longest) throws InterruptedException {
        await(MOMENT, longest);
    }

    /** The same with another time for a calm moment. */
    void await(Duration calm, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        lock.lockInterruptibly();
        try {
            for (;;) {
                long now = System.nanoTime();
                long left = atWork > 0 ? deadline - now : Math.min(deadline - now, lastChange + calm.toNanos() - now);
                if (left <= 0) {
                    return;
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void count(int by) {
        lock.lock();
        try {
            atWork += by;
            lastChange = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
