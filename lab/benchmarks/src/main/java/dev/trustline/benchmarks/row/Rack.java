package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.Metrics;
import dev.trustline.benchmarks.stack.PhoneCrew;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.List;

/** A rack is switched on: 64 phones within 10 s, each tapped as soon as it asks, keys for all of them ready. */
public final class Rack implements Row {
    private static final int WARM_UP = 20;
    private static final int PHONES = 64;

    @Override
    public String name() {
        return "rack";
    }

    @Override
    public String summary() {
        return "64 phones attached within 10 s and tapped at once: the last trusted after the last attach";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int warmUp = bench.size(WARM_UP, 2);
        int count = bench.size(PHONES, 8);
        StackPlan plan = WarmStack.plan(name(), warmUp, count).tappedAtOnce(1, warmUp + count).pool(count);
        try (WarmStack warm = WarmStack.start(bench, plan, warmUp, count)) {
            Metrics.Snapshot pairing = warm.pairing().snapshot();
            Metrics.Snapshot registry = warm.stack().registryMetrics().snapshot();
            MachineLoad load = bench.watch(warm.stack());
            bench.say("attaching " + count + " phones within 10 s");
            List<LabPhone> phones = warm.phones().take(count);
            Arrival arrival = Arrival.within(warm, phones, Duration.ofMillis(bench.size(10_000, 2_000)));
            double seconds = arrival.untilTrusted(Duration.ofSeconds(90), Duration.ofMillis(20));
            Figure last = Figure.of("rack power-on: last trusted after the last of 64 attaches in 10 s", "s", Reading.of(seconds))
                    .target(Target.atMost(1)).note("tapped as soon as the alert shows, pool of " + count + " identities, full; "
                            + warm.phasesSince(pairing, registry));
            Figure prompts = Figure.of("rack power-on: most alerts on one phone", "1", Reading.of(PhoneCrew.mostPrompts(phones)))
                    .target(Target.atMost(1));
            return List.of(bench.explained(last, load), bench.explained(prompts, load));
        }
    }
}
