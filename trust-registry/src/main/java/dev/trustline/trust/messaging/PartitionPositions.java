package dev.trustline.trust.messaging;

import dev.trustline.trust.store.PartitionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far this copy has gone in each partition: what the applying thread expects to find in {@code consumer_offset}, and
 * up to where it must come before the copy is ready. Thread-safe.
 *
 * <p>When the stored offset is below the expected one, the database was set back under a running service. The partition
 * is then rewound: everything fetched before the seek is dropped, until a record at or below the stored offset comes
 * (or, where compaction took that record, until old fetches are certainly used up).
 */
@ApplicationScoped
public class PartitionPositions {

    private static final long OLD_FETCHES_MILLIS = 15_000;

    private final Map<PartitionId, Long> next = new ConcurrentHashMap<>();
    private final Map<PartitionId, Long> targets = new ConcurrentHashMap<>();
    private final Map<PartitionId, Rewind> rewinding = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean assigned;

    public PartitionPositions(Clock clock) {
        this.clock = clock;
    }

    /** The offset that is expected to be stored, empty if it is not known yet. */
    OptionalLong expected(PartitionId partition) {
        Long offset = next.get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** The offsets as the database has them. Returns the partitions that it has set back. */
    List<PartitionId> reload(Collection<PartitionId> partitions, Map<PartitionId, Long> stored) {
        List<PartitionId> setBack = partitions.stream()
                .filter(p -> !stored.containsKey(p) || stored.get(p) < next.getOrDefault(p, 0L))
                .toList();
        setBack.forEach(p -> rewinding.put(p, new Rewind(stored.getOrDefault(p, 0L), Long.MAX_VALUE)));
        for (PartitionId partition : partitions) {
            Long offset = stored.get(partition);
            if (offset == null) {
                next.remove(partition);
            } else {
                next.put(partition, offset);
            }
        }
        return setBack;
    }

    /** These offsets are committed now. */
    void committed(Map<PartitionId, Long> offsets) {
        next.putAll(offsets);
    }

    /** Whether records from there on may be applied; ends a rewind when they reach back far enough. */
    boolean accepts(PartitionId partition, long firstOffset) {
        Rewind rewind = rewinding.get(partition);
        if (rewind == null) {
            return true;
        }
        boolean reached = firstOffset <= rewind.target || clock.millis() > rewind.untilMillis;
        if (reached) {
            rewinding.remove(partition);
        }
        return reached;
    }

    /** The consumer was put at these offsets; up to the ends it is behind. */
    void assigned(Map<PartitionId, Long> positions, Map<PartitionId, Long> ends) {
        targets.keySet().retainAll(positions.keySet());
        positions.forEach((partition, position) -> {
            Long before = next.put(partition, position);
            targets.putIfAbsent(partition, ends.get(partition));
            boolean rewound = rewinding.containsKey(partition) || before != null && before > position;
            if (rewound && !position.equals(ends.get(partition))) {
                rewinding.put(partition, new Rewind(position, clock.millis() + OLD_FETCHES_MILLIS));
            } else {
                rewinding.remove(partition);
            }
        });
        assigned = true;
    }

    /** These partitions belong to another copy now. */
    void revoked(Collection<PartitionId> partitions) {
        partitions.forEach(p -> {
            targets.remove(p);
            next.remove(p);
            rewinding.remove(p);
        });
    }

    /** The partitions that this copy reads, and how far each has gone in. */
    public Map<PartitionId, Long> current() {
        Map<PartitionId, Long> current = new HashMap<>();
        targets.keySet().forEach(p -> current.put(p, next.getOrDefault(p, 0L)));
        return current;
    }

    /** Whether every partition has reached the end that it had when it was assigned. */
    public boolean hasCaughtUp() {
        return assigned && targets.entrySet().stream().allMatch(e -> next.getOrDefault(e.getKey(), 0L) >= e.getValue());
    }

    /** How many records are left until {@link #hasCaughtUp}. */
    public long left() {
        return targets.entrySet().stream()
                .mapToLong(e -> Math.max(0, e.getValue() - next.getOrDefault(e.getKey(), 0L)))
                .sum();
    }

    /** Where a rewound partition must come to, and when to stop waiting for it. */
    private record Rewind(long target, long untilMillis) {}
}
