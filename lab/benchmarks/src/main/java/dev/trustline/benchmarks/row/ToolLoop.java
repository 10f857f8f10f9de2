package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.Row;
import dev.trustline.benchmarks.load.PairTool;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.Reading;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * What people do today, beside what this does: {@code idevicepair pair} every second until it succeeds, against the pipeline,
 * on the same phones, one after the other. From the tap until the tool's exit code, and until {@code trusted} by REST.
 */
public final class ToolLoop implements Row {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int WARM_UP = 20;

    @Override
    public String name() {
        return "idevicepair";
    }

    @Override
    public String summary() {
        return "from the tap to paired: idevicepair in a one-second loop on the same phones";
    }

    @Override
    public List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException {
        int count = bench.size(26, 3);
        int warmUp = bench.size(WARM_UP, 2);
        try (WarmStack warm = WarmStack.start(bench, WarmStack.plan(name(), warmUp, count), warmUp, bench.size(WarmStack.USUAL_POOL, 4))) {
            Optional<PairTool> tool = PairTool.at(warm.phones().peerUsbmuxd());
            List<Double> theirs = new ArrayList<>();
            List<Double> ours = new ArrayList<>();
            Random moment = new Random(26);
            bench.say(count + " phones, first with idevicepair, then with the pipeline");
            for (LabPhone phone : warm.phones().take(count)) {
                if (tool.isPresent()) {
                    theirs.add(byTool(warm, tool.get(), phone, moment));
                }
                ours.add(byPipeline(warm, phone));
            }
            Figure figure = Figure.of("tap → paired, one phone after another", "ms", Reading.of(ours));
            return List.of(tool.isPresent()
                    ? figure.peer("idevicepair in a one-second loop", Reading.of(theirs)).note(count + " phones, the tap at any moment of the second")
                    : figure.note(PairTool.missing()));
        }
    }

    private static double byTool(WarmStack warm, PairTool tool, LabPhone phone, Random moment) throws BenchFailure, InterruptedException {
        warm.phones().plugAtPeer(phone);
        CompletableFuture<Long> paired = new CompletableFuture<>();
        Thread loop = new Thread(() -> loop(tool, phone, paired), "idevicepair");
        loop.start();
        warm.phones().awaitAlerts(List.of(phone), LONGEST);
        Waiting.pause(EVERY.plusMillis(moment.nextInt((int) EVERY.toMillis())));
        long tapped = warm.phones().tap(phone);
        loop.join(LONGEST.toMillis());
        if (!paired.isDone() || paired.isCompletedExceptionally()) {
            loop.interrupt();
            throw new BenchFailure("idevicepair did not pair phone " + phone.udid() + " within " + LONGEST.toSeconds() + " s after the tap");
        }
        phone.unplug();
        return Waiting.millis(tapped, paired.join());
    }

    private static void loop(PairTool tool, LabPhone phone, CompletableFuture<Long> paired) {
        try {
            while (!paired.isDone()) {
                PairTool.Run run = tool.pair(phone.udid());
                if (run.paired()) {
                    paired.complete(run.endNanos());
                } else {
                    Waiting.pause(EVERY);
                }
            }
        } catch (BenchFailure e) {
            paired.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            paired.cancel(true);
        }
    }

    private static double byPipeline(WarmStack warm, LabPhone phone) throws BenchFailure, InterruptedException {
        warm.awaitPool(1);
        warm.phones().plug(phone);
        warm.phones().awaitAlerts(List.of(phone), LONGEST);
        Waiting.pause(EVERY);
        return TapToTrusted.tapAndAsk(warm, phone);
    }
}
