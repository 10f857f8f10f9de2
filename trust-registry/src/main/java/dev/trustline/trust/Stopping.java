package dev.trustline.trust;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the service is stopping, and waiting that ends at once when it does. Thread-safe. */
public final class Stopping {

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** From now on every wait ends. */
    public void begin() {
        stopped.countDown();
    }

    /** Whether the service is stopping. */
    public boolean hasBegun() {
        return stopped.getCount() == 0;
    }

    /** Waits that long. Returns true if the service is stopping, or the thread was interrupted. */
    public boolean within(Duration wait) {
        try {
            return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
