package dev.trustline.benchmarks.row;

import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.process.JavaCommand;
import dev.trustline.allinone.process.ServiceJvm;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.load.BareConsumer;
import dev.trustline.benchmarks.load.SyntheticResults;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Numbers;
import dev.trustline.benchmarks.report.Percentiles;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.BenchStack;
import dev.trustline.benchmarks.stack.RegistryDatabase;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.benchmarks.stack.Waiting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The registry without publishing against {@link BareConsumer}: the same results, each time into an empty database of its
 * own on the same server, by turns. The first fifth is not counted: there both JVMs still compile.
 */
public final class AgainstBareConsumer implements Row {
    private static final Duration LONGEST = Duration.ofSeconds(180);
    private static final Map<String, String> QUIET = Map.of("TRUST_REGISTRY_PUBLISHER_ENABLED", "false");

    @Override
    public String name() {
        return "bare-consumer";
    }

    @Override
    public String summary() {
        return "results per second without publishing, against a bare consumer with the same SQL and batch";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int count = bench.size(200_000, 10_000);
        int rounds = bench.size(3, 1);
        try (BenchStack stack = bench.backbone(StackPlan.registryOnly(name()));
                RegistryDatabase server = stack.database();
                SyntheticResults results = new SyntheticResults(stack.kafka())) {
            bench.say("producing " + count + " results");
            results.send(count);
            results.flush();
            List<Double> registry = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                bench.say("the registry and the bare consumer by turns, round " + round + " of " + rounds);
                registry.add(registry(stack, server, count, round));
                bare.add(bare(bench, stack, server, count, round));
            }
            return figures(registry, bare);
        }
    }

    private static List<Figure> figures(List<Double> registry, List<Double> bare) {
        double ours = Percentiles.median(registry);
        double theirs = Percentiles.median(bare);
        String rounds = "medians of " + texts(registry) + " against " + texts(bare) + " results/s";
        Figure rate = Figure.of("results applied, publication off", "1/s", Reading.of(ours)).peer("bare consumer", Reading.of(theirs));
        Figure ratio = Figure.of("results applied, publication off: share of a bare consumer with the same SQL and batch", "1",
                Reading.of(ours / theirs)).target(Target.atLeast(0.85)).note(rounds);
        return List.of(rate, ratio.isMissed() ? ratio.note("missed: what the registry does beside its SQL costs the rest; both were measured alone") : ratio);
    }

    private static String texts(List<Double> values) {
        return values.stream().map(Numbers::text).collect(Collectors.joining(", "));
    }

    private static double registry(BenchStack stack, RegistryDatabase server, int count, int round) throws BenchFailure, InterruptedException {
        String name = "quiet" + round;
        server.create(name);
        // its start waits until it has caught up, so it is watched from beside
        Measuring measuring = new Measuring(server, name, count);
        measuring.start();
        LabPart part = stack.startRegistry("registry-" + name, server.urlOf(name), QUIET);
        double rate = measuring.rate();
        part.stop();
        return rate;
    }

    private static double bare(Bench bench, BenchStack stack, RegistryDatabase server, int count, int round) throws BenchFailure, InterruptedException {
        String name = "bare" + round;
        server.createLike(name, "quiet" + round);
        Measuring measuring = new Measuring(server, name, count);
        measuring.start();
        Process process = start(bench, stack, server.urlOf(name), count);
        try {
            return measuring.rate();
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(Bench bench, BenchStack stack, String url, int count) throws BenchFailure {
        List<Path> classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
        List<String> command = JavaCommand.main(ServiceJvm.options(EventSource.TRUST_REGISTRY), classPath, BareConsumer.class.getName(),
                stack.kafka(), url, "postgres", "postgres", Integer.toString(count));
        try {
            Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            bench.running().add(process);
            return process;
        } catch (IOException e) {
            throw new BenchFailure("the bare consumer cannot be started: " + e.getMessage(), e);
        }
    }

    /** Watches a database from a thread of its own while somebody fills it. */
    private static final class Measuring {
        private final RegistryDatabase server;
        private final String name;
        private final int count;
        private final FutureTask<Double> task = new FutureTask<>(this::watch);

        Measuring(RegistryDatabase server, String name, int count) {
            this.server = server;
            this.name = name;
            this.count = count;
        }

        void start() {
            Thread thread = new Thread(task, "watch-" + name);
            thread.setDaemon(true);
            thread.start();
        }

        double rate() throws BenchFailure, InterruptedException {
            try {
                return task.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof BenchFailure failure ? failure : new BenchFailure("watching " + name + " failed: " + e.getCause(), e);
            }
        }

        private double watch() throws BenchFailure, InterruptedException {
            Waiting.until(LONGEST, Duration.ofMillis(200), this::hasTables, () -> "the registry made its tables");
            try (RegistryDatabase database = server.other(name)) {
                long from = RegistryProgress.awaitApplied(database, count / 5, LONGEST);
                long counted = count - database.progress().applied();
                long until = RegistryProgress.awaitApplied(database, count, LONGEST);
                return counted * 1e9 / (until - from);
            }
        }

        private boolean hasTables() throws BenchFailure {
            try (RegistryDatabase database = server.other(name)) {
                return database.hasTables();
            }
        }
    }
}
