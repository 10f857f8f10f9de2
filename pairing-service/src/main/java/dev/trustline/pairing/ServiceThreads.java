package dev.trustline.pairing;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The threads of the service.
 *
 * @param lanes  one for each device that is worked with
 * @param sender sends results, one thread
 * @param timer  reports and graces, one thread
 */
record ServiceThreads(ExecutorService lanes, ScheduledExecutorService sender, ScheduledExecutorService timer) {
    private static final Logger LOG = Logger.getLogger(ServiceThreads.class);

    static ServiceThreads create() {
        return new ServiceThreads(LaneThreads.create(), single("results"), single("timer"));
    }

    private static ScheduledExecutorService single(String name) {
        return Executors.newSingleThreadScheduledExecutor(r -> daemon(r, name));
    }

    /** What was written last is still noted in the vault: a command that is answered must not be acted on again. */
    void endLanes(Duration atMost) {
        lanes.shutdown();
        try {
            if (!lanes.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("what was answered last is not noted for every device; such a command may be acted on once more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        timer.shutdownNow();
        sender.shutdownNow();
        lanes.shutdownNow();
    }

    static Thread start(Runnable task, String name) {
        Thread thread = daemon(task, name);
        thread.start();
        return thread;
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
