package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Looks up what was reported last: this service's own epoch, whose second memory that is beside the data folder, or a whole report. */
final class LastReport {
    private static final Logger LOG = Logger.getLogger(LastReport.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private LastReport() {
    }

    /** That epoch, 0 if there is no report. */
    static long epochOf(String key, KafkaConsumer<byte[], byte[]> reader) {
        long[] epoch = {0};
        read(key, reader, record -> epoch[0] = Math.max(epoch[0], epochIn(record)));
        return epoch[0];
    }

    /** The newest report of this key that can be read. */
    static Optional<HostReported> of(String key, KafkaConsumer<byte[], byte[]> reader, EventCodec codec) {
        List<HostReported> found = new ArrayList<>();
        read(key, reader, record -> {
            try {
                found.add(codec.read(record.headers(), record.value(), HostReported.class).data());
            } catch (UnreadableEvent | RuntimeException e) {
                LOG.debugf("a report is passed over error=%s", e.getMessage());
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Reads {@code trustline.hosts} to its end, which is short: it is compacted. */
    private static void read(String key, KafkaConsumer<byte[], byte[]> reader, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        List<TopicPartition> partitions = reader.partitionsFor(Topic.HOSTS.topicName()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (java.util.Arrays.equals(record.key(), wanted)) {
                    each.accept(record);
                }
            }
        }
    }

    private static long epochIn(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventHeaders.text(record.headers(), EventHeaders.ID).map(EventId::parse).map(EventId::epoch).orElse(0L);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
