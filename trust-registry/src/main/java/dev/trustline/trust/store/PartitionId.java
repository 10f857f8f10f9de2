package dev.trustline.trust.store;

import java.util.Comparator;

/**
 * A partition of a topic. Ordered by topic, then number.
 *
 * @param topic     the topic's name
 * @param partition from 0
 */
public record PartitionId(String topic, int partition) implements Comparable<PartitionId> {

    private static final Comparator<PartitionId> ORDER =
            Comparator.comparing(PartitionId::topic).thenComparingInt(PartitionId::partition);

    @Override
    public int compareTo(PartitionId other) {
        return ORDER.compare(this, other);
    }
}
