package dev.trustline.trust.publishing;

import dev.trustline.events.topic.Topic;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.messaging.KafkaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic of ours from its beginning to the end that it has now, committed records only. Thread-safe. */
@ApplicationScoped
public class TopicReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final Stopping stopping;

    public TopicReader(KafkaSettings settings, Stopping stopping) {
        this.settings = settings;
        this.stopping = stopping;
    }

    /** Hands every record over, in pages, in the order of each partition. Ends early when the service is stopping. */
    void readToEnd(Topic topic, Page page) throws SQLException {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(p -> new TopicPartition(topic.topicName(), p))
                .toList();
        try (KafkaConsumer<String, byte[]> consumer = settings.reader()) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            consumer.seekToBeginning(partitions);
            while (!stopping.hasBegun() && !reached(consumer, ends)) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                List<ConsumerRecord<String, byte[]>> list = new ArrayList<>();
                records.forEach(list::add);
                if (!list.isEmpty()) {
                    page.take(list);
                }
            }
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        ends.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        return ends.isEmpty();
    }

    /** Takes some records. */
    interface Page {
        void take(List<ConsumerRecord<String, byte[]>> records) throws SQLException;
    }
}
