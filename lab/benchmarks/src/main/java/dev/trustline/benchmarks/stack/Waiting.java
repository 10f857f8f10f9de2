package dev.trustline.benchmarks.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits in the caller's thread, without a promise of more than a millisecond of accuracy. Stateless. */
public final class Waiting {
    private Waiting() {
    }

    /** Something that becomes true. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it is true now. */
        boolean holds() throws BenchFailure;
    }

    /**
     * Until the condition holds.
     *
     * @param step between two looks
     * @param what names what was waited for if it does not come
     * @throws BenchFailure if it does not hold within {@code longest}
     */
    public static void until(Duration longest, Duration step, Condition condition, Supplier<String> what)
            throws BenchFailure, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure(what.get() + " not within " + longest.toSeconds() + " s");
            }
            pause(step);
        }
    }

    /** For that long. */
    public static void pause(Duration time) throws InterruptedException {
        untilNanos(System.nanoTime() + time.toNanos());
    }

    /** Until the monotonic clock shows that. */
    public static void untilNanos(long nanos) throws InterruptedException {
        long left;
        while ((left = nanos - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Milliseconds between two readings of the monotonic clock. */
    public static double millis(long fromNanos, long toNanos) {
        return (toNanos - fromNanos) / 1e6;
    }

    /** Seconds since a reading of the monotonic clock. */
    public static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
