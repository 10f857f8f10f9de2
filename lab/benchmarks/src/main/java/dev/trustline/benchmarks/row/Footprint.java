package dev.trustline.benchmarks.row;

import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.process.ChildProcess;
import dev.trustline.allinone.process.ServiceJvm;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Numbers;
import dev.trustline.benchmarks.report.Percentiles;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.BenchStack;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.Metrics;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.benchmarks.stack.ThreadTimes;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.events.envelope.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of each service when nothing happens, with the launcher's container settings, and how long each takes to start
 * while the others run: to the line {@code started in}, and to readiness. A start begins when the process does.
 */
public final class Footprint implements Row {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(15);

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String summary() {
        return "resident memory and start time of each service";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int starts = bench.size(5, 2);
        List<Figure> figures = new ArrayList<>();
        try (WarmStack warm = WarmStack.start(bench, StackPlan.phones(name(), 3), 3, WarmStack.USUAL_POOL)) {
            BenchStack stack = warm.stack();
            figures.addAll(startsOf(bench, stack, stack.watcher(), stack.hostMetrics(EventSource.USB_WATCHER), starts));
            figures.addAll(startsOf(bench, stack, stack.pairing(), stack.hostMetrics(EventSource.PAIRING_SERVICE), starts));
            figures.addAll(startsOf(bench, stack, stack.registry(), stack.registryMetrics(), starts));
            bench.say("letting everything idle");
            Waiting.pause(Duration.ofSeconds(bench.size(30, 3)));
            figures.add(memory(stack.watcher(), ServiceJvm.options(EventSource.USB_WATCHER)));
            figures.add(memory(stack.pairing(), ServiceJvm.options(EventSource.PAIRING_SERVICE)));
            figures.add(memory(stack.registry(), ServiceJvm.options(EventSource.TRUST_REGISTRY)));
            return figures;
        }
    }

    private static Figure memory(LabPart part, List<String> options) throws BenchFailure {
        return Figure.of("RSS idle, " + part.name(), "MB", Reading.of(ThreadTimes.residentMegabytes(part.child().pid()))).target(Target.atMost(180))
                .note(String.join(" ", options) + "; Java " + Runtime.version().feature() + "; three trusted phones plugged in");
    }

    private static List<Figure> startsOf(Bench bench, BenchStack stack, LabPart part, Metrics health, int count) throws BenchFailure, InterruptedException {
        bench.say("starting " + part.name() + " " + count + " times");
        List<Double> started = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        List<Double> used = new ArrayList<>();
        MachineLoad load = bench.watch(stack);
        for (int i = 0; i < count; i++) {
            part.stop();
            long begin = System.nanoTime();
            start(part);
            Waiting.until(LONGEST, LOOK, () -> saysStarted(part), () -> part.name() + " said that it has started");
            started.add(Waiting.secondsSince(begin));
            Waiting.until(LONGEST, LOOK, () -> health.http().isOk("/q/health/ready"), () -> part.name() + " was ready");
            ready.add(Waiting.secondsSince(begin));
            used.add(ThreadTimes.ticksMillis(part.child().pid()) / 1000.0);
            Waiting.pause(Duration.ofSeconds(2));
        }
        Figure line = Figure.of("start, " + part.name() + ": until it says 'started in'", "s", Reading.of(Percentiles.median(started)))
                .target(Target.atMost(4)).note(range(started));
        Figure readiness = Figure.of("start, " + part.name() + ": until it is ready", "s", Reading.of(Percentiles.median(ready)))
                .target(Target.atMost(4))
                .note(range(ready) + "; until then it used " + Numbers.text(Percentiles.median(used)) + " s of processor time");
        return List.of(bench.explained(line, load), bench.explained(readiness, load));
    }

    private static String range(List<Double> seconds) {
        return "median of " + seconds.size() + " starts, " + Numbers.text(Percentiles.of(seconds, 1)) + " to " + Numbers.text(Percentiles.of(seconds, 100))
                + " s; Java " + Runtime.version().feature();
    }

    private static void start(LabPart part) throws BenchFailure {
        try {
            part.start();
        } catch (StartFailure e) {
            throw new BenchFailure(e.getMessage(), e);
        }
    }

    private static boolean saysStarted(LabPart part) {
        ChildProcess child = part.child();
        return child.isAlive() && child.log().lastLines(40).stream().anyMatch(line -> line.contains("started in"));
    }
}
