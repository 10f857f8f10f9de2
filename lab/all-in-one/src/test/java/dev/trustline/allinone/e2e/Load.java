package dev.trustline.allinone.e2e;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Phones of a {@link SyntheticHost} that become trusted one group after the other, some forty a second, until told to stop. */
final class Load implements AutoCloseable {
    private static final int GROUP = 10;
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CompletableFuture<Integer> sending;

    private Load(SyntheticHost host, int first) {
        this.sending = CompletableFuture.supplyAsync(() -> send(host, first));
    }

    static Load on(SyntheticHost host, int first) {
        return new Load(host, first);
    }

    private int send(SyntheticHost host, int first) {
        int count = 0;
        try {
            do {
                host.burst(first + count, GROUP);
                count += GROUP;
            } while (!stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
            host.flush();
        } catch (Exception e) {
            throw new IllegalStateException("the load broke off after " + count + " phones", e);
        }
        return count;
    }

    /** Stops, waits until the broker has everything and returns how many phones there were. */
    int stop() throws Exception {
        stop.countDown();
        return sending.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        stop.countDown();
        sending.handle((count, failure) -> count).join();
    }
}
