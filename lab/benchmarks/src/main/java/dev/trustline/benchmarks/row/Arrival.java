package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.List;

/**
 * Phones that come at even intervals, and how long it takes until all of them are trusted.
 *
 * @param firstNanos when the first cable went in
 * @param lastNanos  when the last one did
 */
record Arrival(WarmStack stack, List<LabPhone> phones, long firstNanos, long lastNanos) {

    /** Plugs them in, spread evenly over that time; all at once if it is zero. */
    static Arrival within(WarmStack stack, List<LabPhone> phones, Duration time) throws BenchFailure, InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < phones.size(); i++) {
            Waiting.untilNanos(begin + time.toNanos() * i / Math.max(1, phones.size() - 1));
            stack.phones().plug(phones.get(i));
        }
        return new Arrival(stack, phones, phones.get(0).snapshot().milestones().attached().nanos(),
                phones.get(phones.size() - 1).snapshot().milestones().attached().nanos());
    }

    /** Seconds from the last attach until all are trusted by REST. */
    double untilTrusted(Duration longest, Duration step) throws BenchFailure, InterruptedException {
        stack.awaitTrusted(phones, longest, step);
        return Waiting.secondsSince(lastNanos);
    }

    /** Seconds since the first attach. */
    double sinceFirst() {
        return Waiting.secondsSince(firstNanos);
    }
}
