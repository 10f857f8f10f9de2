package dev.trustline.allinone.e2e;

import dev.trustline.events.EventData;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.trust.TrustStateChanged;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that was committed to any topic in this run, read by a thread of its own as it comes. Thread-safe. */
final class EventLog {
    private final EventCodec codec = new EventCodec();
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();

    private EventLog() {
    }

    static EventLog open(String kafka) {
        EventLog log = new EventLog();
        Thread thread = new Thread(() -> log.read(kafka), "event-log");
        thread.setDaemon(true);
        thread.start();
        return log;
    }

    private void read(String kafka) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 120_000,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Arrays.stream(Topic.values())
                    .flatMap(t -> consumer.partitionsFor(t.topicName()).stream())
                    .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!Thread.currentThread().isInterrupted()) {
                List<ConsumerRecord<String, byte[]>> batch = new java.util.ArrayList<>();
                consumer.poll(Duration.ofMillis(200)).forEach(batch::add);
                records.addAll(batch);
            }
        }
    }

    /** Every record, dead letters included. */
    List<ConsumerRecord<String, byte[]>> records() {
        return List.copyOf(records);
    }

    /** The records of one topic, in the order of each partition. */
    Stream<ConsumerRecord<String, byte[]>> of(Topic topic) {
        return records.stream().filter(r -> r.topic().equals(topic.topicName()));
    }

    /** The readable events of one topic. */
    <T extends EventData> Stream<Event<T>> events(Topic topic, Class<T> family) {
        return of(topic).flatMap(r -> read(r, family).stream());
    }

    /** The readable events of one topic with that key. */
    <T extends EventData> Stream<Event<T>> events(Topic topic, Class<T> family, String key) {
        return of(topic).filter(r -> key.equals(r.key())).flatMap(r -> read(r, family).stream());
    }

    /** The results about a phone by a host, as type names, oldest first. */
    List<String> results(Udid phone, String host) {
        return events(Topic.PAIRING_RESULTS, PairingResult.class, phone.value())
                .filter(e -> e.data().host().equals(host))
                .map(e -> e.data().type().shortName()).toList();
    }

    /** The changes of a relation, as {@code from -> to}, oldest first. */
    List<String> changes(Udid phone, String host) {
        return events(Topic.TRUST_CHANGES, TrustStateChanged.class, phone.value())
                .filter(e -> e.data().host().equals(host))
                .map(e -> e.data().from().wireText() + " -> " + e.data().to().wireText()).toList();
    }

    <T extends EventData> Optional<Event<T>> read(ConsumerRecord<String, byte[]> record, Class<T> family) {
        try {
            return Optional.of(codec.read(record.headers(), record.value(), family));
        } catch (UnreadableEvent e) {
            return Optional.empty();
        }
    }
}
