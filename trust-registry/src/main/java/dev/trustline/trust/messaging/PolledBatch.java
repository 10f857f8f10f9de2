package dev.trustline.trust.messaging;

import dev.trustline.trust.presence.ReceivedDeviceEvent;
import dev.trustline.trust.presence.ReceivedReport;
import dev.trustline.trust.relation.ReceivedResult;
import dev.trustline.trust.store.EventBatch;
import dev.trustline.trust.store.OffsetAdvance;
import dev.trustline.trust.store.PartitionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One poll: each record decoded once, by partition, and the offset at which each partition goes on. Confined to the
 * applying thread.
 */
final class PolledBatch {

    private final Map<PartitionId, List<Entry>> entries = new LinkedHashMap<>();
    private final Map<PartitionId, Long> ends = new LinkedHashMap<>();

    static PolledBatch of(ConsumerRecords<byte[], byte[]> records, Function<ConsumerRecord<byte[], byte[]>, Decoded> decoder) {
        PolledBatch batch = new PolledBatch();
        Map<TopicPartition, OffsetAndMetadata> next = records.nextOffsets();
        for (TopicPartition partition : records.partitions()) {
            PartitionId id = new PartitionId(partition.topic(), partition.partition());
            List<Entry> decoded = new ArrayList<>();
            records.records(partition).forEach(r -> decoded.add(new Entry(r, decoder.apply(r))));
            if (!decoded.isEmpty()) {
                long afterLast = decoded.get(decoded.size() - 1).record.offset() + 1;
                OffsetAndMetadata position = next == null ? null : next.get(partition);
                batch.entries.put(id, decoded);
                batch.ends.put(id, position == null ? afterLast : Math.max(afterLast, position.offset()));
            }
        }
        return batch;
    }

    Set<PartitionId> partitions() {
        return entries.keySet();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The first record's offset; where nothing is left but a gap in the log, the offset behind it. */
    long firstOffset(PartitionId partition) {
        List<Entry> left = entries.get(partition);
        return left.isEmpty() ? ends.get(partition) : left.get(0).record.offset();
    }

    /** Forgets what another copy, or this one, has taken in before: everything below that offset. */
    void skipBelow(PartitionId partition, long offset) {
        entries.get(partition).removeIf(e -> e.record.offset() < offset);
        if (entries.get(partition).isEmpty() && ends.get(partition) <= offset) {
            drop(partition);
        }
    }

    void drop(PartitionId partition) {
        entries.remove(partition);
        ends.remove(partition);
    }

    /** All records that are left, in the order of their partitions. */
    Collection<Entry> all() {
        return entries.values().stream().flatMap(List::stream).toList();
    }

    /** Where the partitions go on after this batch. */
    Map<PartitionId, Long> ends() {
        return Map.copyOf(ends);
    }

    /** This batch for one transaction. */
    EventBatch toStore(Function<PartitionId, Long> expected) {
        List<OffsetAdvance> offsets = ends.entrySet().stream()
                .map(e -> new OffsetAdvance(e.getKey(), expected.apply(e.getKey()), e.getValue()))
                .toList();
        return sort(all(), offsets);
    }

    /** Each record as a batch of its own, for finding the one that the database refuses. */
    List<PolledBatch> singles() {
        List<PolledBatch> singles = new ArrayList<>();
        entries.forEach((partition, list) -> {
            for (int i = 0; i < list.size(); i++) {
                PolledBatch single = new PolledBatch();
                single.entries.put(partition, new ArrayList<>(List.of(list.get(i))));
                boolean last = i == list.size() - 1;
                single.ends.put(partition, last ? ends.get(partition) : list.get(i + 1).record.offset());
                singles.add(single);
            }
        });
        return singles;
    }

    /** Takes every record as unreadable for that reason. */
    void giveUp(String reason) {
        entries.values().forEach(list -> list.replaceAll(e -> new Entry(e.record, new Decoded.Unreadable(reason))));
    }

    /** Whether nothing is left in it that the database could refuse. */
    boolean isGivenUp() {
        return all().stream().allMatch(e -> e.decoded instanceof Decoded.Unreadable);
    }

    private static EventBatch sort(Collection<Entry> all, List<OffsetAdvance> offsets) {
        List<ReceivedResult> results = new ArrayList<>();
        List<ReceivedDeviceEvent> devices = new ArrayList<>();
        List<ReceivedReport> reports = new ArrayList<>();
        for (Entry entry : all) {
            if (entry.decoded instanceof Decoded.Result result) {
                results.add(result.result());
            } else if (entry.decoded instanceof Decoded.Device device) {
                devices.add(device.event());
            } else if (entry.decoded instanceof Decoded.Report report) {
                reports.add(report.report());
            }
        }
        return new EventBatch(results, devices, reports, offsets);
    }

    /** A record and what it is. */
    static final class Entry {
        private final ConsumerRecord<byte[], byte[]> record;
        private final Decoded decoded;
        private boolean keptAsDeadLetter;

        Entry(ConsumerRecord<byte[], byte[]> record, Decoded decoded) {
            this.record = record;
            this.decoded = decoded;
        }

        ConsumerRecord<byte[], byte[]> record() {
            return record;
        }

        Decoded decoded() {
            return decoded;
        }

        /** Whether it must still be written to the dead letter queue. */
        boolean isToBeKept() {
            return decoded instanceof Decoded.Unreadable && !keptAsDeadLetter;
        }

        void kept() {
            keptAsDeadLetter = true;
        }
    }
}
