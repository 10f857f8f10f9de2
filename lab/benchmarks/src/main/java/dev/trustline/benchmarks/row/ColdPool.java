package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Numbers;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.PhoneCrew;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.List;

/**
 * Many phones at once on a host that was never here before: no identity is ready, each pairing makes its two keys. The
 * phones' own keys are made beforehand; what keys cost is shown apart. Also the stress of 1,000 phones within 10 s.
 */
public final class ColdPool implements Row {
    private static final int TIMED_IDENTITIES = 20;

    private final int phones;
    private final Duration within;
    private final boolean stress;

    private ColdPool(int phones, Duration within, boolean stress) {
        this.phones = phones;
        this.within = within;
        this.stress = stress;
    }

    /** 100 phones at one instant. */
    public static ColdPool hundred() {
        return new ColdPool(100, Duration.ZERO, false);
    }

    /** 1,000 phones within 10 s. */
    public static ColdPool thousand() {
        return new ColdPool(1_000, Duration.ofSeconds(10), true);
    }

    @Override
    public String name() {
        return stress ? "stress" : "cold-pool";
    }

    @Override
    public String summary() {
        return phones + " phones attached " + (stress ? "within 10 s" : "at one instant") + ", no identity ready, until all are trusted";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int count = bench.size(phones, phones / 10);
        StackPlan plan = StackPlan.phones(name(), count).tappedAtOnce(1, count);
        try (WarmStack cold = WarmStack.start(bench, plan, 0, 0)) {
            MachineLoad load = bench.watch(cold.stack());
            bench.say("attaching " + count + " phones");
            List<LabPhone> all = cold.phones().take(count);
            Arrival arrival = Arrival.within(cold, all, within);
            arrival.untilTrusted(Duration.ofSeconds(stress ? 600 : 240), Duration.ofMillis(200));
            double seconds = arrival.sinceFirst();
            String busy = load.sentence();
            Figure figure = Figure.of(count + " phones, cold pool: from the first attach until all are trusted", "s", Reading.of(seconds))
                    .note("most alerts on one phone: " + PhoneCrew.mostPrompts(all) + "; " + busy + "; " + keys(cold, count));
            return List.of(stress ? figure : figure.target(Target.atMost(30)));
        }
    }

    private static String keys(WarmStack cold, int count) {
        long begun = System.nanoTime();
        for (int i = 0; i < TIMED_IDENTITIES; i++) {
            HostIdentity.generate();
        }
        double identity = Waiting.millis(begun, System.nanoTime()) / TIMED_IDENTITIES;
        return "keys apart: device keys made beforehand in " + Numbers.text(cold.phones().secondsForKeys()) + " s; one host identity (two keys) takes "
                + Numbers.text(identity) + " ms of one processor here afterwards, " + count + " of them " + Numbers.text(identity * count / 1000) + " s";
    }
}
