package dev.trustline.virtualdevice.io;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads for open connections: one each, with a small stack, reused for 30 s, daemon. A phone that nobody talks to
 * costs none.
 */
public final class ConnectionThreads {
    private static final long STACK_BYTES = 512 * 1024;
    private static final long KEEP_SECONDS = 30;

    private ConnectionThreads() {}

    /** A pool whose threads are called {@code name-N}. The caller shuts it down. */
    public static ExecutorService create(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory(name));
    }

    /** Daemon threads with small stacks, called {@code name-N}. */
    public static ThreadFactory factory(String name) {
        AtomicLong count = new AtomicLong();
        return task -> {
            Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }
}
