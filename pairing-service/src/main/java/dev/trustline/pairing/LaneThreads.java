package dev.trustline.pairing;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Threads for handshakes, our own: a phone that waits for a person must not hold a worker that health or metrics needs, and
 * on JDK 17 the framework's "virtual threads" are exactly those workers. Virtual threads where the JDK has them, else
 * platform threads with a small stack, as many as there are open attempts.
 */
final class LaneThreads {
    private static final Logger LOG = Logger.getLogger(LaneThreads.class);
    private static final long STACK_BYTES = 512 * 1024;

    private LaneThreads() {
    }

    static ExecutorService create() {
        try {
            return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.debugf("handshakes run on platform threads error=%s", e.getMessage());
            AtomicInteger count = new AtomicInteger();
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(null, task, "lane-" + count.incrementAndGet(), STACK_BYTES);
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
