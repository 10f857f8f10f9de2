package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.load.PairTool;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Numbers;
import dev.trustline.benchmarks.report.Percentiles;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.report.Target;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.BenchStack;
import dev.trustline.benchmarks.stack.MachineLoad;
import dev.trustline.benchmarks.stack.PhoneCrew;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.benchmarks.stack.ThreadTimes;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Processor time of the pairing-service process for one pairing, from the cable to {@code trusted} and a moment after, idle
 * work of that time included. With a warm pool the thread that makes keys for later phones is left out; "keys included" is
 * measured with a pool of none, where each pairing makes its own.
 */
public final class PairingCpu implements Row {
    private static final String KEY_THREAD = "identity-pool";
    private static final Predicate<String> WITHOUT_KEYS = name -> !name.equals(KEY_THREAD);
    private static final int AFTER_RESTART = 26;
    private static final Duration AFTERWARDS = Duration.ofMillis(100);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String summary() {
        return "processor time of pairing-service for one pairing, idevicepair beside it";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int warmUp = bench.size(WarmStack.PAIRED_BEFORE, 6);
        int singles = bench.size(200, 5);
        int withKeys = bench.size(50, 3);
        int peers = bench.size(10, 2);
        StackPlan plan = WarmStack.plan(name(), warmUp, singles + AFTER_RESTART + withKeys + peers);
        List<Figure> figures = new ArrayList<>();
        try (WarmStack warm = WarmStack.start(bench, plan, warmUp, WarmStack.USUAL_POOL)) {
            figures.add(warmPool(bench, warm, singles));
            figures.add(afterRestart(bench, warm));
            figures.add(keysIncluded(bench, warm, withKeys, peers));
            return figures;
        }
    }

    private static Figure warmPool(Bench bench, WarmStack warm, int count) throws BenchFailure, InterruptedException {
        bench.say("measuring " + count + " single pairings with a warm pool");
        MachineLoad load = bench.watch(warm.stack());
        long pid = warm.stack().pairing().child().pid();
        ThreadTimes begin = ThreadTimes.of(pid);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            warm.awaitPool(WarmStack.USUAL_POOL);
            millis.add(single(warm, pid, WITHOUT_KEYS));
        }
        String threads = ThreadTimes.of(pid).mostSince(begin, count);
        Figure figure = Figure.of("CPU a pairing, pairing-service, warm pool", "ms", Reading.of(Percentiles.median(millis)))
                .target(Target.atMost(30))
                .note("median of " + count + " single pairings; p90 " + Numbers.text(Percentiles.of(millis, 90))
                        + " ms; where the time goes, a pairing, waiting between them included: " + threads);
        return bench.explained(figure, load);
    }

    private static double single(WarmStack warm, long pid, Predicate<String> threads) throws BenchFailure, InterruptedException {
        ThreadTimes before = ThreadTimes.of(pid);
        LabPhone phone = warm.waiting(1).get(0);
        warm.phones().tap(phone);
        warm.awaitTrusted(List.of(phone), LONGEST, Duration.ofMillis(10));
        Waiting.pause(AFTERWARDS);
        return ThreadTimes.of(pid).millisSince(before, threads);
    }

    private static Figure afterRestart(Bench bench, WarmStack warm) throws BenchFailure, InterruptedException {
        bench.say("restarting pairing-service, then its first 26 pairings");
        BenchStack stack = warm.stack();
        // phones that stay plugged in would be proven at the start, which warms what shall be cold
        stack.phones().unplugAll();
        warm.awaitPool(WarmStack.USUAL_POOL);
        stack.pairing().stop();
        stack.startAgain(stack.pairing());
        MachineLoad load = bench.watch(stack);
        Waiting.pause(CALM);
        long pid = stack.pairing().child().pid();
        ThreadTimes before = ThreadTimes.of(pid);
        List<LabPhone> phones = new ArrayList<>();
        for (int i = 0; i < AFTER_RESTART; i++) {
            phones.addAll(warm.waiting(1));
            warm.phones().tap(phones.get(i));
        }
        warm.awaitTrusted(phones, LONGEST, Duration.ofMillis(50));
        Waiting.pause(AFTERWARDS);
        double mean = ThreadTimes.of(pid).millisSince(before, WITHOUT_KEYS) / AFTER_RESTART;
        Figure figure = Figure.of("CPU a pairing, pairing-service, first 26 after a restart", "ms", Reading.of(mean)).target(Target.atMost(250))
                .note("mean; most of it: " + ThreadTimes.of(pid).mostSince(before, AFTER_RESTART));
        return bench.explained(figure, load);
    }

    private static Figure keysIncluded(Bench bench, WarmStack warm, int count, int peers) throws BenchFailure, InterruptedException {
        bench.say("measuring " + count + " pairings that make their own keys, and " + peers + " by idevicepair");
        warm.phones().unplugAll();
        warm.stack().replacePairing(Map.of("PAIRING_IDENTITY_POOL", "0"));
        Waiting.pause(CALM);
        long pid = warm.stack().pairing().child().pid();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            millis.add(single(warm, pid, name -> true));
        }
        // the first third also compiles code
        List<Double> counted = millis.subList(count / 3, count);
        Figure figure = Figure.of("CPU a pairing, pairing-service, keys included", "ms", Reading.of(Percentiles.median(counted)))
                .note("median of " + counted.size() + ", two RSA keys each, pool of none");
        return withPeer(figure, warm.phones(), peers);
    }

    private static Figure withPeer(Figure figure, PhoneCrew phones, int count) throws BenchFailure, InterruptedException {
        Optional<PairTool> tool = PairTool.at(phones.peerUsbmuxd());
        if (tool.isEmpty()) {
            return figure.note(PairTool.missing());
        }
        List<Double> both = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (LabPhone phone : phones.take(count)) {
            phones.plugAtPeer(phone);
            PairTool.Run pending = tool.get().pair(phone.udid());
            phones.awaitAlerts(List.of(phone), LONGEST);
            phones.tap(phone);
            PairTool.Run paired = tool.get().pair(phone.udid());
            if (!paired.paired()) {
                throw new BenchFailure("idevicepair does not pair phone " + phone.udid() + " after the tap");
            }
            both.add(pending.cpuMillis() + paired.cpuMillis());
            second.add(paired.cpuMillis());
        }
        return figure.peer("idevicepair (the try before the tap and the one after)", Reading.of(Percentiles.median(both)))
                .note("idevicepair's try after the tap alone: " + Numbers.text(Percentiles.median(second)) + " ms");
    }
}
