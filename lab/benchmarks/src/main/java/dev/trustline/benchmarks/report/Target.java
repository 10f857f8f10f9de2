package dev.trustline.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a figure must reach. Immutable.
 *
 * @param atLeast the least that the number may be
 * @param atMost  the most that the number, or the median, may be
 * @param p99     the most that the 99th percentile may be
 */
public record Target(OptionalDouble atLeast, OptionalDouble atMost, OptionalDouble p99) {

    /** A number that must not be larger. For two percentiles: the median. */
    public static Target atMost(double limit) {
        return new Target(OptionalDouble.empty(), OptionalDouble.of(limit), OptionalDouble.empty());
    }

    /** A number that must not be smaller. */
    public static Target atLeast(double limit) {
        return new Target(OptionalDouble.of(limit), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Two percentiles that must not be larger. */
    public static Target percentiles(double p50, double p99) {
        return new Target(OptionalDouble.empty(), OptionalDouble.of(p50), OptionalDouble.of(p99));
    }

    /** Whether this reading reaches it; what was not measured reaches nothing. */
    public boolean isMetBy(Reading reading) {
        if (reading instanceof Reading.One one) {
            return holds(one.value());
        }
        return reading instanceof Reading.Spread spread && holds(spread.p50()) && (p99.isEmpty() || spread.p99() <= p99.getAsDouble());
    }

    private boolean holds(double value) {
        return (atLeast.isEmpty() || value >= atLeast.getAsDouble()) && (atMost.isEmpty() || value <= atMost.getAsDouble());
    }

    /** As people write it: {@code ≤ 600}, or {@code p50 ≤ 40, p99 ≤ 150}. */
    public String text(Reading reading) {
        boolean two = reading instanceof Reading.Spread || p99.isPresent();
        List<String> parts = new ArrayList<>();
        atLeast.ifPresent(v -> parts.add("≥ " + Numbers.text(v)));
        atMost.ifPresent(v -> parts.add((two ? "p50 ≤ " : "≤ ") + Numbers.text(v)));
        p99.ifPresent(v -> parts.add("p99 ≤ " + Numbers.text(v)));
        return String.join(", ", parts);
    }
}
