package dev.trustline.trust;

import java.util.concurrent.CountDownLatch;

/**
 * Closed until the topics are verified and the schema is current: nothing is read or published before. Thread-safe.
 */
public final class StartGate {

    private final CountDownLatch latch = new CountDownLatch(1);
    private volatile boolean open;

    /** Lets everybody through. */
    public void open() {
        open = true;
        latch.countDown();
    }

    /** Sends everybody away: the service is stopping. Does nothing once it is open. */
    public void giveUp() {
        latch.countDown();
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return open;
    }

    /** Waits. Returns false if it will never open. */
    public boolean awaitOpen() {
        try {
            latch.await();
            return open;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
