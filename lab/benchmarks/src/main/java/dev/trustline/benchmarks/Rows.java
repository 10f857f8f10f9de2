package dev.trustline.benchmarks;

import dev.trustline.benchmarks.row.AgainstBareConsumer;
import dev.trustline.benchmarks.row.AttachToAlert;
import dev.trustline.benchmarks.row.Backlog;
import dev.trustline.benchmarks.row.ColdPool;
import dev.trustline.benchmarks.row.Footprint;
import dev.trustline.benchmarks.row.PairingCpu;
import dev.trustline.benchmarks.row.Rack;
import dev.trustline.benchmarks.row.TapBurst;
import dev.trustline.benchmarks.row.TapToTrusted;
import dev.trustline.benchmarks.row.Throughput;
import dev.trustline.benchmarks.row.ToolLoop;
import dev.trustline.benchmarks.row.WaitingPhones;
import java.util.List;
import java.util.Optional;

/** Everything that can be measured, in the order of the table. */
final class Rows {
    static final List<Row> ALL = List.of(
            new AttachToAlert(),
            new TapToTrusted(),
            new TapBurst(),
            new ToolLoop(),
            new PairingCpu(),
            new Rack(),
            ColdPool.hundred(),
            ColdPool.thousand(),
            new Throughput(),
            new AgainstBareConsumer(),
            new Backlog(),
            new WaitingPhones(),
            new Footprint());

    private Rows() {
    }

    static Optional<Row> named(String name) {
        return ALL.stream().filter(r -> r.name().equals(name)).findFirst();
    }
}
