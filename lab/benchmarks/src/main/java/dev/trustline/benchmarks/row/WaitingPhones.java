package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Numbers;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.KeepAliveHttp;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.ThreadTimes;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** 250 phones wait for a tap: the service still answers, and one phone more is paired. */
public final class WaitingPhones implements Row {
    private static final Duration EVERY = Duration.ofMillis(100);

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String summary() {
        return "250 phones wait for a tap: health and metrics answer, the 251st pairs";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int count = bench.size(250, 30);
        int asked = bench.size(100, 20);
        try (WarmStack warm = WarmStack.start(bench, WarmStack.plan(name(), 0, count + 1), 0, 0)) {
            // the plan of no warm-up lets the first phone tap by itself: it is the 251st
            LabPhone last = warm.phones().take(1).get(0);
            bench.say("waiting for the alert on " + count + " phones");
            warm.waiting(count);
            MachineLoad load = bench.watch(warm.stack());
            KeepAliveHttp http = warm.pairing().http();
            Figure health = answers(http, "/q/health", asked);
            Figure metrics = answers(http, "/q/metrics", asked);
            long pid = warm.stack().pairing().child().pid();
            double resident = ThreadTimes.residentMegabytes(pid);
            warm.phones().plug(last);
            long plugged = System.nanoTime();
            warm.awaitTrusted(List.of(last), Duration.ofSeconds(30), Duration.ofMillis(20));
            Figure pairs = Figure.of("250 phones waiting: the 251st, from attach to trusted, tapped at once", "s", Reading.of(Waiting.secondsSince(plugged)))
                    .target(Target.atMost(10)).note("the target of this benchmark for 'pairs'; " + Numbers.text(resident) + " MB resident with 250 waiting");
            return List.of(bench.explained(health, load), bench.explained(metrics, load), bench.explained(pairs, load));
        }
    }

    private static Figure answers(KeepAliveHttp http, String path, int count) throws BenchFailure, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long asked = System.nanoTime();
            http.body(path);
            millis.add(Waiting.millis(asked, System.nanoTime()));
            Waiting.pause(EVERY);
        }
        return Figure.of("250 phones waiting: " + path + " of pairing-service answers", "ms", Reading.of(millis))
                .target(Target.percentiles(100, 100))
                .note(count + " requests, the slowest " + Numbers.text(Collections.max(millis)) + " ms; Java " + Runtime.version().feature());
    }
}
