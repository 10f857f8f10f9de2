package dev.trustline.virtualdevice.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The machine's own clock and two daemon threads. A task that throws is logged and harms no other task. */
public final class SystemTimeline implements Timeline {
    private static final Logger LOG = Logger.getLogger(SystemTimeline.class);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor executor;

    /** Starts the scheduler's threads. */
    public SystemTimeline() {
        this.clock = Clock.systemUTC();
        this.executor = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "lab-timeline");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        if (executor.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> future =
                executor.schedule(() -> runLogged(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "scheduled task failed error=%s", e.toString());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
