package dev.trustline.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GuardedTaskTest {
    @Test
    void anExceptionEndsOneTurnAndNotTheTask() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            AtomicInteger done = new AtomicInteger();
            Runnable task = () -> {
                if (done.incrementAndGet() == 1) {
                    throw new IllegalStateException("once");
                }
            };
            timer.scheduleWithFixedDelay(new GuardedTask("task", task, new Turns()), 1, 1, TimeUnit.MILLISECONDS);
            Awaitility.await().until(() -> done.get() > 2);
            assertThat(done).hasValueGreaterThan(2);
        } finally {
            timer.shutdownNow();
        }
    }
}
