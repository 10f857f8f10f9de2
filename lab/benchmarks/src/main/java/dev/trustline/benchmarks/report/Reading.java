package dev.trustline.benchmarks.report;

import java.util.List;

/** What was read off the instruments: one number, two percentiles, or nothing. Immutable. */
public sealed interface Reading permits Reading.One, Reading.Spread, Reading.Nothing {

    /** One number. */
    static Reading of(double value) {
        return new One(value);
    }

    /** Median and 99th percentile of these numbers; nothing if there are none. */
    static Reading of(List<Double> values) {
        return values.isEmpty() ? new Nothing() : new Spread(Percentiles.of(values, 50), Percentiles.of(values, 99));
    }

    /** It could not be measured. */
    static Reading nothing() {
        return new Nothing();
    }

    /** One number. */
    record One(double value) implements Reading {}

    /** Median and 99th percentile. */
    record Spread(double p50, double p99) implements Reading {}

    /** Not measured. */
    record Nothing() implements Reading {}
}
