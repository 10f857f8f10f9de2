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
import dev.trustline.benchmarks.stack.Metrics;
import dev.trustline.benchmarks.stack.RegistryDatabase;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.benchmarks.stack.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The registry was away while 100,000 results came: from its start until all are applied and published, and ready only then. */
public final class Backlog implements Row {
    private static final int RESULTS = 100_000;
    private static final Duration LONGEST = Duration.ofSeconds(240);
    private static final Duration LOOK = Duration.ofMillis(50);

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String summary() {
        return "100,000 results after an outage of the registry, until applied and published";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int count = bench.size(RESULTS, 5_000);
        try (BenchStack stack = bench.stack(StackPlan.registryOnly(name()));
                RegistryDatabase database = stack.database();
                SyntheticResults results = new SyntheticResults(stack.kafka())) {
            results.send(1_000);
            results.flush();
            RegistryProgress.awaitPublished(database, results.sent(), LONGEST);
            stack.registry().stop();
            bench.say("producing " + count + " results while the registry is down");
            results.send(count);
            results.flush();
            bench.say("starting the registry");
            return measured(bench, stack, database, results.sent());
        }
    }

    /** What was seen when the registry first said that it is ready. */
    private record FirstReady(long nanos, RegistryDatabase.Progress progress) {}

    private static List<Figure> measured(Bench bench, BenchStack stack, RegistryDatabase database, long all)
            throws BenchFailure, InterruptedException {
        MachineLoad load = bench.watch(stack);
        long begin = System.nanoTime();
        CompletableFuture<FirstReady> ready = new CompletableFuture<>();
        Thread watch = new Thread(() -> watchReadiness(stack, ready), "readiness");
        watch.setDaemon(true);
        watch.start();
        stack.startAgain(stack.registry());
        long done = RegistryProgress.awaitPublished(database, all, LONGEST);
        FirstReady first = get(ready);
        double seconds = Waiting.millis(begin, done) / 1000;
        long missing = all - first.progress().applied() + first.progress().pending();
        Figure time = Figure.of("backlog of 100,000 results: applied and published after the start", "s", Reading.of(seconds)).target(Target.atMost(40))
                .note("start of the JVM included; ready after " + Numbers.text(Waiting.millis(begin, first.nanos()) / 1000) + " s");
        Figure then = Figure.of("backlog: results not yet applied or published when ready", "1", Reading.of(Math.max(0, missing))).target(Target.atMost(0));
        return List.of(bench.explained(time, load), bench.explained(then, load));
    }

    private static void watchReadiness(BenchStack stack, CompletableFuture<FirstReady> ready) {
        try (RegistryDatabase own = stack.database()) {
            Metrics metrics = stack.registryMetrics();
            Waiting.until(LONGEST, LOOK, () -> metrics.http().isOk("/q/health/ready"), () -> "the registry was ready");
            ready.complete(new FirstReady(System.nanoTime(), own.progress()));
        } catch (BenchFailure e) {
            ready.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ready.cancel(true);
        }
    }

    private static FirstReady get(CompletableFuture<FirstReady> ready) throws BenchFailure, InterruptedException {
        try {
            return ready.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchFailure failure ? failure : new BenchFailure("readiness was not seen", e);
        }
    }
}
