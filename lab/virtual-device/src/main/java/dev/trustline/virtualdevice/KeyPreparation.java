package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.io.ConnectionThreads;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Makes the keys of many phones beforehand, on all processors, so that no benchmark pays for them. */
final class KeyPreparation {
    private static final Logger LOG = Logger.getLogger(KeyPreparation.class);

    private KeyPreparation() {}

    static void prepare(Collection<LabPhone> phones) {
        long begun = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(), ConnectionThreads.factory("lab-keys"));
        try {
            List<? extends Future<?>> keys =
                    phones.stream().map(phone -> pool.submit(phone::prepareKey)).toList();
            for (Future<?> key : keys) {
                key.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while device keys were made", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("device keys could not be made", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        LOG.infof("device keys ready durationMs=%d", (System.nanoTime() - begun) / 1_000_000);
    }
}
