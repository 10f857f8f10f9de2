package dev.trustline.usbwatcher;

import dev.trustline.events.EventData;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything on one topic, from its beginning. For one thread. */
final class TopicReader<T extends EventData> implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Class<T> family;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    TopicReader(Topic topic, Class<T> family) {
        this.family = family;
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", KafkaAndPhones.bootstrapServers()),
                new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records so far. */
    List<ConsumerRecord<String, byte[]>> records() {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        return records;
    }

    /** All events so far. */
    List<Event<T>> events() {
        return records().stream().map(this::read).toList();
    }

    private Event<T> read(ConsumerRecord<String, byte[]> record) {
        try {
            return new EventCodec().read(record.headers(), record.value(), family);
        } catch (UnreadableEvent e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
