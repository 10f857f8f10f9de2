package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Looks up the epoch of this service's own last report: it is the second memory of an epoch, beside the data folder. */
final class LastReport {
    private static final Duration POLL = Duration.ofMillis(200);

    private LastReport() {
    }

    /** That epoch, 0 if there is no report. Reads {@code trustline.hosts} to its end, which is short: it is compacted. */
    static long epochOf(String key, KafkaConsumer<byte[], byte[]> reader) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        List<TopicPartition> partitions = reader.partitionsFor(Topic.HOSTS.topicName()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        long epoch = 0;
        while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (java.util.Arrays.equals(record.key(), wanted)) {
                    epoch = Math.max(epoch, epochIn(record));
                }
            }
        }
        return epoch;
    }

    private static long epochIn(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventHeaders.text(record.headers(), EventHeaders.ID).map(EventId::parse).map(EventId::epoch).orElse(0L);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
