package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.Metrics;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From the tap to {@code trusted} by REST. The taps come every 250 ms whatever became of the ones before (open loop); from
 * the tap on REST is asked every 5 ms for that phone only, on a connection that stays open.
 */
public final class TapToTrusted implements Row {
    private static final int WARM_UP = 30;
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration ASK = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofSeconds(2);

    /** So many phones wait, so many times. */
    private record Case(int waiting, int rounds) {
        int phones() {
            return waiting * rounds;
        }
    }

    @Override
    public String name() {
        return "tap-to-trusted";
    }

    @Override
    public String summary() {
        return "from the tap to trusted by REST, with 1, 26 and 100 waiting phones";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int warmUp = bench.size(WARM_UP, 4);
        List<Case> cases = bench.isQuick()
                ? List.of(new Case(26, 1), new Case(1, 2))
                : List.of(new Case(26, 4), new Case(1, 26), new Case(100, 1));
        int phones = cases.stream().mapToInt(Case::phones).sum();
        ExecutorService askers = Executors.newCachedThreadPool();
        try (WarmStack warm = WarmStack.start(bench, WarmStack.plan(name(), warmUp, phones), warmUp, bench.size(WarmStack.USUAL_POOL, 4))) {
            List<Figure> figures = new ArrayList<>();
            for (Case each : cases) {
                figures.add(figure(bench, warm, each, askers));
            }
            return figures;
        } finally {
            askers.shutdownNow();
        }
    }

    private static Figure figure(Bench bench, WarmStack warm, Case each, ExecutorService askers) throws BenchFailure, InterruptedException {
        Metrics.Snapshot pairing = warm.pairing().snapshot();
        Metrics.Snapshot registry = warm.stack().registryMetrics().snapshot();
        MachineLoad load = bench.watch(warm.stack());
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < each.rounds(); round++) {
            List<LabPhone> phones = warm.waiting(each.waiting());
            Waiting.pause(each.waiting() == 1 ? BETWEEN : CALM);
            if (each.waiting() > 1 || round == 0) {
                bench.say(each.waiting() + " waiting phones, round " + (round + 1) + " of " + each.rounds() + ": a tap each 250 ms");
            }
            millis.addAll(taps(warm, phones, askers));
        }
        Figure figure = Figure.of("tap → trusted by REST, " + phones(each.waiting()) + " waiting", "ms", Reading.of(millis))
                .note(millis.size() + " taps; " + warm.phasesSince(pairing, registry));
        return each.waiting() == 26 ? bench.explained(figure.target(Target.percentiles(40, 150)), load) : figure;
    }

    private static String phones(int count) {
        return count == 1 ? "1 phone" : count + " phones";
    }

    private static List<Double> taps(WarmStack warm, List<LabPhone> phones, ExecutorService askers) throws BenchFailure, InterruptedException {
        List<Future<Double>> answers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < phones.size(); i++) {
            Waiting.untilNanos(begin + i * BETWEEN.toNanos());
            LabPhone phone = phones.get(i);
            answers.add(askers.submit(() -> tapAndAsk(warm, phone)));
        }
        List<Double> millis = new ArrayList<>();
        for (Future<Double> answer : answers) {
            try {
                millis.add(answer.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof BenchFailure failure ? failure : new BenchFailure("asking failed: " + e.getCause(), e);
            }
        }
        return millis;
    }

    static double tapAndAsk(WarmStack warm, LabPhone phone) throws BenchFailure, InterruptedException {
        long tapped = warm.phones().tap(phone);
        long next = tapped;
        while (!warm.rest().isTrusted(phone.udid())) {
            if (System.nanoTime() - tapped > LONGEST.toNanos()) {
                throw new BenchFailure("phone " + phone.udid() + " was tapped but not trusted within " + LONGEST.toSeconds() + " s");
            }
            next = Math.max(next + ASK.toNanos(), System.nanoTime());
            Waiting.untilNanos(next);
        }
        return Waiting.millis(tapped, System.nanoTime());
    }
}
