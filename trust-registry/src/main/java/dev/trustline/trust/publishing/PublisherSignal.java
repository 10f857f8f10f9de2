package dev.trustline.trust.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the publisher of this copy as soon as something was committed. Thread-safe. */
@ApplicationScoped
public class PublisherSignal {

    private final Semaphore work = new Semaphore(0);

    /** Something may be in the outbox. */
    public void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** Waits for a wake-up, at most that long. */
    void await(Duration longest) {
        try {
            if (work.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
