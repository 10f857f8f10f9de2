package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The newest report of each service of each host, as {@code trustline.hosts} had them when it was read: this service's own last
 * epoch, whose second memory that is beside the data folder, and whole reports. Immutable.
 */
public final class NewestReports {
    private static final Logger LOG = Logger.getLogger(NewestReports.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final EventCodec codec;
    private final Map<String, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();

    private NewestReports(EventCodec codec) {
        this.codec = codec;
    }

    /** Reads the topic to its end, which is short: it is compacted. */
    static NewestReports all(Consumer<byte[], byte[]> reader, EventCodec codec) {
        List<TopicPartition> partitions = assigned(reader);
        reader.seekToBeginning(partitions);
        NewestReports found = new NewestReports(codec);
        found.readToEnd(reader, partitions, Long.MAX_VALUE);
        return found;
    }

    /**
     * Reads what the broker took since then.
     *
     * @throws TimeoutException if that takes longer than this
     */
    static NewestReports since(Instant since, Consumer<byte[], byte[]> reader, EventCodec codec, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        List<TopicPartition> partitions = assigned(reader);
        Map<TopicPartition, OffsetAndTimestamp> first = reader.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(p -> p, p -> since.toEpochMilli())), atMost);
        for (TopicPartition partition : partitions) {
            if (first.get(partition) == null) {
                reader.seekToEnd(List.of(partition));
            } else {
                reader.seek(partition, first.get(partition).offset());
            }
        }
        NewestReports found = new NewestReports(codec);
        found.readToEnd(reader, partitions, end);
        return found;
    }

    private static List<TopicPartition> assigned(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> partitions = reader.partitionsFor(Topic.HOSTS.topicName()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        reader.assign(partitions);
        return partitions;
    }

    private void readToEnd(Consumer<byte[], byte[]> reader, List<TopicPartition> partitions, long deadline) {
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
            if (deadline - System.nanoTime() < 0) {
                throw new TimeoutException("the reports of the hosts take too long");
            }
            reader.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            newest.put(key, record);
            epochs.merge(key, epochIn(record), Math::max);
        }
    }

    private static long epochIn(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventHeaders.text(record.headers(), EventHeaders.ID).map(EventId::parse).map(EventId::epoch).orElse(0L);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** The highest epoch of this service there, 0 if there is no report. */
    public long epoch(String host, String service) {
        return epochs.getOrDefault(host + "/" + service, 0L);
    }

    /** Its report; empty if there is none that can be read. */
    public Optional<HostReported> of(String host, String service) {
        return Optional.ofNullable(newest.get(host + "/" + service)).flatMap(this::read);
    }

    /** The reports of this service of all hosts, those that can be read. */
    public List<HostReported> of(String service) {
        List<HostReported> found = new ArrayList<>();
        newest.forEach((key, record) -> {
            if (key.endsWith("/" + service)) {
                read(record).ifPresent(found::add);
            }
        });
        return found;
    }

    private Optional<HostReported> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(codec.read(record.headers(), record.value(), HostReported.class).data());
        } catch (UnreadableEvent | RuntimeException e) {
            LOG.debugf("a report is passed over error=%s", e.getMessage());
            return Optional.empty();
        }
    }
}
