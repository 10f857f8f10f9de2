package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Numbers;
import dev.trustline.benchmarks.report.Percentiles;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.Metrics;
import dev.trustline.benchmarks.stack.StackPlan;
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
 * the tap on REST is asked every 5 ms for that phone only, on a connection that stays open. Measured after 600 pairings,
 * since a lab's services run for weeks; once after 30 too, to show what a fresh start is like.
 */
public final class TapToTrusted implements Row {
    private static final int FEW = 30;
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration ASK = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofSeconds(2);

    /** So many phones wait, so many times; {@code pairings} went before. */
    private record Case(int waiting, int rounds, int pairings) {
        int phones() {
            return waiting * rounds;
        }

        String name() {
            return "tap → trusted by REST, " + (waiting == 1 ? "1 phone" : waiting + " phones") + " waiting"
                    + (isFresh() ? ", soon after a start" : "");
        }

        boolean isFresh() {
            return pairings <= FEW;
        }

        boolean hasTarget() {
            return waiting == 26 && !isFresh();
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
        int few = bench.size(FEW, 4);
        int many = bench.size(WarmStack.LONG_IN_USE, 8);
        Case fresh = new Case(26, 1, few);
        List<Case> cases = bench.isQuick()
                ? List.of(new Case(1, 2, many))
                : List.of(new Case(26, 4, many), new Case(1, 26, many), new Case(100, 1, many));
        int first = few + fresh.phones();
        int phones = fresh.phones() + cases.stream().mapToInt(Case::phones).sum();
        StackPlan plan = WarmStack.plan(name(), many, phones).tappedAtOnce(first + 1, first + many - few);
        ExecutorService askers = Executors.newCachedThreadPool();
        try (WarmStack warm = WarmStack.start(bench, plan, few, bench.size(WarmStack.USUAL_POOL, 4))) {
            List<Figure> figures = new ArrayList<>();
            figures.add(figure(bench, warm, fresh, askers));
            warm.pairMore(many - few);
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
        List<String> medians = new ArrayList<>();
        for (int round = 0; round < each.rounds(); round++) {
            List<LabPhone> phones = warm.waiting(each.waiting());
            Waiting.pause(each.waiting() == 1 ? BETWEEN : CALM);
            if (each.waiting() > 1 || round == 0) {
                bench.say(each.waiting() + " waiting phones, round " + (round + 1) + " of " + each.rounds() + ": a tap each 250 ms");
            }
            List<Double> taps = taps(warm, phones, askers);
            medians.add(Numbers.text(Percentiles.median(taps)));
            millis.addAll(taps);
        }
        String rounds = each.waiting() > 1 && each.rounds() > 1 ? ", p50 by round " + String.join(", ", medians) : "";
        Figure figure = Figure.of(each.name(), "ms", Reading.of(millis))
                .note(millis.size() + " taps after " + each.pairings() + " pairings" + rounds + "; " + warm.phasesSince(pairing, registry));
        return each.hasTarget() ? bench.explained(figure.target(Target.percentiles(40, 150)), load) : figure;
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
