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
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All owners tap at one instant: until the last phone is trusted by REST. The median of some rounds, after 600 pairings. */
public final class TapBurst implements Row {
    private static final int PHONES = 26;
    private static final Duration ASK = Duration.ofMillis(10);
    private static final Duration CALM = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "tap-burst";
    }

    @Override
    public String summary() {
        return "26 taps at one instant, until the last phone is trusted";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int warmUp = bench.size(WarmStack.LONG_IN_USE, 4);
        int rounds = bench.size(5, 1);
        try (WarmStack warm = WarmStack.start(bench, WarmStack.plan(name(), warmUp, PHONES * rounds), warmUp, bench.size(WarmStack.USUAL_POOL, 4))) {
            Metrics.Snapshot pairing = warm.pairing().snapshot();
            Metrics.Snapshot registry = warm.stack().registryMetrics().snapshot();
            MachineLoad load = bench.watch(warm.stack());
            List<Double> millis = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                bench.say("26 taps at once, round " + (round + 1) + " of " + rounds);
                List<LabPhone> phones = warm.waiting(PHONES);
                warm.awaitPool(bench.size(WarmStack.USUAL_POOL, 4));
                Waiting.pause(CALM);
                millis.add(burst(warm, phones));
            }
            String all = millis.stream().map(Numbers::text).collect(Collectors.joining(", "));
            Figure figure = Figure.of("26 taps at one instant, until the last is trusted", "ms", Reading.of(Percentiles.median(millis)))
                    .target(Target.atMost(600)).note("median of " + all + " ms; " + warm.phasesSince(pairing, registry));
            return List.of(bench.explained(figure, load));
        }
    }

    private static double burst(WarmStack warm, List<LabPhone> phones) throws BenchFailure, InterruptedException {
        long first = Long.MAX_VALUE;
        for (LabPhone phone : phones) {
            first = Math.min(first, warm.phones().tap(phone));
        }
        warm.awaitTrusted(phones, Duration.ofSeconds(60), ASK);
        return Waiting.millis(first, System.nanoTime());
    }
}
