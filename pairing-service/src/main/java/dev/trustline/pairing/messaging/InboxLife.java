package dev.trustline.pairing.messaging;

import dev.trustline.pairing.Turns;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Whether the inbox goes on, its pauses, and when it last turned over. Thread-safe. */
final class InboxLife {
    private static final Logger LOG = Logger.getLogger(InboxLife.class);
    private static final long PAUSE_MS = 1_000;

    private final Turns turns = new Turns();
    private final CountDownLatch stopped = new CountDownLatch(1);

    boolean goesOn() {
        return stopped.getCount() > 0;
    }

    /** Ends the pause that is under way. */
    void stop() {
        stopped.countDown();
    }

    void turn() {
        turns.turn();
    }

    Duration sinceLastTurn() {
        return turns.sinceLast();
    }

    /** Until the next try at a broker that is away. */
    void pause() {
        turn();
        try {
            if (stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("the inbox ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
