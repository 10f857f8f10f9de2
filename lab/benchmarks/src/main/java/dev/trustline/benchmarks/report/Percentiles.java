package dev.trustline.benchmarks.report;

import java.util.List;

/** Percentiles by nearest rank: always a value that was really measured, never one in between. */
public final class Percentiles {
    private Percentiles() {
    }

    /**
     * The smallest value that at least {@code percent} of all values do not exceed.
     *
     * @param percent above 0, up to 100
     * @throws IllegalArgumentException if there is no value or no such percentile
     */
    public static double of(List<Double> values, double percent) {
        if (values.isEmpty() || !(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("no percentile " + percent + " of " + values.size() + " values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    /** The 50th percentile. */
    public static double median(List<Double> values) {
        return of(values, 50);
    }
}
