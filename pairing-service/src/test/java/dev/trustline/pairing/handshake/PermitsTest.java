package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private static final Duration NO_CALM_NEEDED = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Permits permits = new Permits(2);

    @Test
    void whatCanWaitWaitsWhileADeviceIsServed() throws Exception {
        CountDownLatch served = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> device = CompletableFuture.runAsync(() -> permits.with(() -> {
            begun.countDown();
            return awaited(served);
        }));
        begun.await();
        Waiter keys = new Waiter(NO_CALM_NEEDED, LONG);
        Awaitility.await().until(() -> keys.thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(keys.isThrough()).isFalse();
        served.countDown();
        device.get(10, TimeUnit.SECONDS);
        Awaitility.await().until(keys::isThrough);
    }

    @Test
    void underSteadyLoadItGoesOnAfterTheLongestDelay() throws Exception {
        CountDownLatch served = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> device = CompletableFuture.runAsync(() -> permits.with(() -> {
            begun.countDown();
            return awaited(served);
        }));
        begun.await();
        Waiter keys = new Waiter(LONG, Duration.ofMillis(50));
        Awaitility.await().until(keys::isThrough);
        assertThat(device).isNotDone();
        served.countDown();
        device.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aCalmMomentNeedsTimeSinceTheLastDevice() {
        permits.with(() -> true);
        Waiter keys = new Waiter(LONG, LONG);
        Awaitility.await().until(() -> keys.thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(keys.isThrough()).isFalse();
        keys.thread.interrupt();
    }

    private static Void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            return null;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Waiter {
        private final CountDownLatch through = new CountDownLatch(1);
        private final Thread thread;

        private Waiter(Duration calm, Duration longest) {
            thread = new Thread(() -> {
                try {
                    permits.awaitCalm(calm, longest);
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
    }
}
