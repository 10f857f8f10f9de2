package dev.trustline.benchmarks;

import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.BenchStack;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.Running;
import dev.trustline.benchmarks.stack.StackLauncher;
import dev.trustline.benchmarks.stack.StackPlan;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a row gets: stacks, the size of the run, a place to say what it is doing. Confined to the measuring thread.
 */
public final class Bench {
    private final StackLauncher launcher;
    private final boolean quick;
    private final Consumer<String> progress;

    Bench(StackLauncher launcher, boolean quick, Consumer<String> progress) {
        this.launcher = launcher;
        this.quick = quick;
        this.progress = progress;
    }

    /** The full size, or the small one of a trial run whose figures mean little. */
    public int size(int full, int small) {
        return quick ? small : full;
    }

    /** Whether this is a trial run. */
    public boolean isQuick() {
        return quick;
    }

    /** Tells a person what happens. */
    public void say(String line) {
        progress.accept(line);
    }

    /** A stack with all its services. */
    public BenchStack stack(StackPlan plan) throws BenchFailure, InterruptedException {
        BenchStack stack = backbone(plan);
        say("starting the services");
        stack.startServices();
        return stack;
    }

    /** Broker, database and phones, without services. */
    public BenchStack backbone(StackPlan plan) throws BenchFailure, InterruptedException {
        say("starting broker and database" + (plan.phones() > 0 ? ", making " + plan.phones() + " phones with their keys" : ""));
        return launcher.backbone(plan);
    }

    /** What is running, to start further processes with it. */
    public Running running() {
        return launcher.running();
    }

    /** Begins to watch who uses the processors. */
    public MachineLoad watch(BenchStack stack) {
        Map<String, Long> pids = stack.pids();
        return MachineLoad.watch(pids);
    }

    /** A figure whose missed target is shown with the measured cause. */
    public Figure explained(Figure figure, MachineLoad load) {
        return figure.isMissed() ? figure.note("missed: " + load.sentence()) : figure;
    }
}
