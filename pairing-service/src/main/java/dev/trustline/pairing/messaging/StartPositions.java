package dev.trustline.pairing.messaging;

import dev.trustline.events.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading begins at each assignment: device events at their end, commands at the first that could still be alive.
 *
 * @param longestCommandLife how long a command may be alive
 * @param brokerTime         the clock that counts
 */
record StartPositions(Duration longestCommandLife, BrokerTime brokerTime) {
    /** Sets them; when this returns the ends are fixed. */
    void seek(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> since = new HashMap<>();
        long oldest = brokerTime.now().orElseThrow().minus(longestCommandLife).toEpochMilli();
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(Topic.DEVICE_EVENTS.topicName())) {
                toEnd(consumer, partition);
            } else {
                since.put(partition, oldest);
            }
        }
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(since);
        for (TopicPartition partition : since.keySet()) {
            OffsetAndTimestamp first = found.get(partition);
            if (first == null) {
                toEnd(consumer, partition);
            } else {
                consumer.seek(partition, first.offset());
            }
        }
    }

    /** Asking for the position makes the lazy seek happen now. */
    private static void toEnd(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
    }
}
