package dev.trustline.benchmarks.stack;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** What a service says about itself in Prometheus text. Thread-safe. */
public final class Metrics {
    private final KeepAliveHttp http;

    /** Those at this address, where {@code /q/metrics} is. */
    public Metrics(URI address) {
        this.http = KeepAliveHttp.open(address);
    }

    /** Health and metrics requests, to time them. */
    public KeepAliveHttp http() {
        return http;
    }

    /** All samples now. */
    public Snapshot snapshot() throws BenchFailure {
        return new Snapshot(http.body("/q/metrics").lines().filter(l -> !l.startsWith("#")).toList());
    }

    /** The sum of a meter's samples whose labels contain all of these texts; 0 if there is none. */
    public double value(String meter, String... labels) throws BenchFailure {
        return snapshot().value(meter, labels);
    }

    /** Samples of one moment. */
    public record Snapshot(List<String> lines) {

        /** The sum of a meter's samples whose labels contain all of these texts; 0 if there is none. */
        public double value(String meter, String... labels) {
            return lines.stream()
                    .filter(l -> l.startsWith(meter + "{") || l.startsWith(meter + " "))
                    .filter(l -> Arrays.stream(labels).allMatch(l::contains))
                    .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
                    .sum();
        }

        /** The mean of a timer since an earlier moment, in milliseconds; NaN if nothing was timed. */
        public double meanMillisSince(Snapshot before, String timer) {
            double count = value(timer + "_seconds_count") - before.value(timer + "_seconds_count");
            double seconds = value(timer + "_seconds_sum") - before.value(timer + "_seconds_sum");
            return count == 0 ? Double.NaN : seconds * 1000 / count;
        }
    }
}
