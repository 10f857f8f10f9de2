package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.load.SyntheticResults;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Numbers;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.BenchStack;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.RegistryDatabase;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.benchmarks.stack.Waiting;
import java.time.Duration;
import java.util.List;

/**
 * Results per second that are applied and published to both topics, over a minute in which there is always something to do.
 * The load is held back when too much is unpublished, so what is counted is what the registry keeps up with; time until
 * nothing is pending is part of the time.
 */
public final class Throughput implements Row {
    private static final int CHUNK = 500;
    private static final int MOST_UNPUBLISHED = 8_000;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration DRAIN = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "results";
    }

    @Override
    public String summary() {
        return "results applied and published to both topics, per second, for a minute";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        try (BenchStack stack = bench.stack(StackPlan.registryOnly(name()));
                RegistryDatabase database = stack.database();
                SyntheticResults results = new SyntheticResults(stack.kafka())) {
            bench.say("warming up");
            load(database, results, Duration.ofSeconds(bench.size(8, 2)));
            RegistryProgress.awaitPublished(database, results.sent(), DRAIN);
            bench.say("measuring for " + bench.size(60, 5) + " s");
            return List.of(measured(bench, stack, database, results));
        }
    }

    private static Figure measured(Bench bench, BenchStack stack, RegistryDatabase database, SyntheticResults results)
            throws BenchFailure, InterruptedException {
        long before = results.sent();
        Published publishedBefore = Published.by(stack.registryMetrics());
        MachineLoad load = bench.watch(stack);
        long begin = System.nanoTime();
        load(database, results, Duration.ofSeconds(bench.size(60, 5)));
        long stopped = System.nanoTime();
        long done = RegistryProgress.awaitPublished(database, results.sent(), DRAIN);
        long count = results.sent() - before;
        Published published = Published.by(stack.registryMetrics()).since(publishedBefore);
        boolean complete = published.changes() == count && published.states() == count;
        Figure figure = Figure.of("results applied and published to both topics", "1/s", Reading.of(count * 1e9 / (done - begin)))
                .target(Target.atLeast(3_000))
                .note(count + " results in " + Numbers.text(Waiting.millis(begin, done) / 1000) + " s, nothing pending "
                        + Numbers.text(Waiting.millis(stopped, done) / 1000) + " s after the last was sent; published " + published.text()
                        + (complete ? ", one of each for every result" : ", NOT one of each for every result"))
                .note(load.sentence());
        return figure;
    }

    private static void load(RegistryDatabase database, SyntheticResults results, Duration time) throws BenchFailure, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            RegistryDatabase.Progress progress = database.progress();
            long unpublished = results.sent() - progress.applied() + progress.pending();
            if (unpublished + CHUNK <= MOST_UNPUBLISHED) {
                results.send(CHUNK);
            } else {
                Waiting.pause(LOOK);
            }
        }
        results.flush();
    }
}
