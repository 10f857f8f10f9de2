package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CalmTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Calm calm = new Calm();
    private final Permits permits = new Permits(2, calm);

    @Test
    void whatCanWaitWaitsWhileADeviceIsServed() {
        Waiter keys = permits.with(() -> {
            Waiter waiter = new Waiter(Duration.ZERO, LONG);
            Awaitility.await().until(waiter::waits);
            return waiter;
        });
        Awaitility.await().until(keys::isThrough);
    }

    @Test
    void underSteadyLoadItGoesOnAfterTheLongestDelay() {
        Waiter keys = permits.with(() -> {
            Waiter waiter = new Waiter(LONG, Duration.ofMillis(50));
            Awaitility.await().until(waiter::isThrough);
            return waiter;
        });
        assertThat(keys.isThrough()).isTrue();
    }

    @Test
    void aCalmMomentNeedsTimeSinceTheLastDevice() {
        permits.with(() -> true);
        Waiter keys = new Waiter(LONG, LONG);
        Awaitility.await().until(keys::waits);
        assertThat(keys.isThrough()).isFalse();
        keys.thread.interrupt();
    }

    private final class Waiter {
        private final CountDownLatch through = new CountDownLatch(1);
        private final Thread thread;

        private Waiter(Duration quiet, Duration longest) {
            thread = new Thread(() -> {
                try {
                    calm.await(quiet, longest);
                    through.countDown();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private boolean isThrough() {
            return through.getCount() == 0;
        }

        private boolean waits() {
            return thread.getState() == Thread.State.TIMED_WAITING && !isThrough();
        }
    }
}
