package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.RegistryDatabase;
import dev.trustline.benchmarks.stack.Waiting;
import java.time.Duration;

/** Waits for the registry's database to come to some point, and says when that was. Stateless. */
final class RegistryProgress {
    private static final Duration LOOK = Duration.ofMillis(50);

    private RegistryProgress() {
    }

    /** Waits until so many results are applied; when that was seen, on the monotonic clock. */
    static long awaitApplied(RegistryDatabase database, long count, Duration longest) throws BenchFailure, InterruptedException {
        Waiting.until(longest, LOOK, () -> database.progress().applied() >= count, () -> count + " results were applied");
        return System.nanoTime();
    }

    /** Waits until so many results are applied and nothing is left to publish; when that was seen, on the monotonic clock. */
    static long awaitPublished(RegistryDatabase database, long count, Duration longest) throws BenchFailure, InterruptedException {
        Waiting.until(longest, LOOK, () -> isPublished(database, count), () -> count + " results were applied and published");
        return System.nanoTime();
    }

    private static boolean isPublished(RegistryDatabase database, long count) throws BenchFailure {
        RegistryDatabase.Progress progress = database.progress();
        return progress.applied() >= count && progress.pending() == 0;
    }
}
