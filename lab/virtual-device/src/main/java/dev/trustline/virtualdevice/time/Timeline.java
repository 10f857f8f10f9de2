package dev.trustline.virtualdevice.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Clock and scheduler in one, so that whatever waits can be tested without waiting. Safe for use by many threads.
 * Tasks are short: they change state, they never block on a peer.
 */
public interface Timeline extends AutoCloseable {

    /** Monotonic nanoseconds, comparable only with values of the same timeline. */
    long nanoTime();

    /** The wall clock, to the microsecond where the system offers it. */
    Instant now();

    /** Runs {@code task} once after {@code delay}; a delay of zero or less means as soon as possible. */
    Timer schedule(Duration delay, Runnable task);

    /** Forgets all tasks that have not begun. */
    @Override
    void close();

    /** A task that has not run yet. */
    @FunctionalInterface
    interface Timer {
        /** Withdraws the task; without effect once it has begun. */
        void cancel();
    }
}
