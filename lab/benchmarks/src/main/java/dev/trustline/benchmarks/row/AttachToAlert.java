package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.virtualdevice.LabPhone;
import dev.trustline.virtualdevice.phone.Milestones;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From the cable to the alert on the phone: phones plugged in one after another, a warm service, the phones' own clock. */
public final class AttachToAlert implements Row {
    private static final int WARM_UP = 40;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    @Override
    public String name() {
        return "attach-to-alert";
    }

    @Override
    public String summary() {
        return "from the cable to the alert on the phone, one phone after another";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int warmUp = bench.size(WARM_UP, 4);
        int count = bench.size(50, 5);
        try (WarmStack warm = WarmStack.start(bench, WarmStack.plan(name(), warmUp, count), warmUp, bench.size(WarmStack.USUAL_POOL, 4))) {
            MachineLoad load = bench.watch(warm.stack());
            bench.say("plugging in " + count + " phones");
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                warm.awaitPool(4);
                millis.add(attachToAlert(warm));
                Waiting.pause(BETWEEN);
            }
            Figure figure = Figure.of("attach → alert on the phone, warm", "ms", Reading.of(millis)).target(Target.atMost(60))
                    .note(count + " phones, each trusted before the next is plugged in");
            return List.of(bench.explained(figure, load));
        }
    }

    private static double attachToAlert(WarmStack warm) throws BenchFailure, InterruptedException {
        LabPhone phone = warm.waiting(1).get(0);
        Milestones times = phone.snapshot().milestones();
        warm.phones().tap(phone);
        warm.awaitTrusted(List.of(phone), Duration.ofSeconds(20), Duration.ofMillis(50));
        return Waiting.millis(times.attached().nanos(), times.alertShown().nanos());
    }
}
