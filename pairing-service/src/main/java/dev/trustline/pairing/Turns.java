package dev.trustline.pairing;

import java.time.Duration;

/** When a loop last turned over, by the monotonic clock: a thread that is there may yet hang. Thread-safe. */
public final class Turns {
    private volatile long last = System.nanoTime();

    /** The loop turns over now. */
    public void turn() {
        last = System.nanoTime();
    }

    /** How long ago that was; since this was made if it never did. */
    public Duration sinceLast() {
        return Duration.ofNanos(System.nanoTime() - last);
    }
}
