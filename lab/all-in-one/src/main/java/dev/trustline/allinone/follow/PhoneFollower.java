package dev.trustline.allinone.follow;

import dev.trustline.events.EventData;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Tells of each event about a phone from the moment at which it was opened: device events, results and changes. Joins no
 * consumer group and commits nothing. One thread of its own; {@link #close} ends it.
 */
public final class PhoneFollower implements AutoCloseable {
    private static final List<Topic> TOPICS = List.of(Topic.DEVICE_EVENTS, Topic.PAIRING_RESULTS, Topic.TRUST_CHANGES);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec codec = new EventCodec();
    private final Consumer<Event<?>> events;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    private PhoneFollower(KafkaConsumer<String, byte[]> consumer, Consumer<Event<?>> events) {
        this.consumer = consumer;
        this.events = events;
    }

    /** Follows from now on; whatever is written after this returns is told. */
    public static PhoneFollower open(String kafka, Consumer<Event<?>> events) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(t -> consumer.partitionsFor(t.topicName()).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        PhoneFollower follower = new PhoneFollower(consumer, events);
        Thread thread = new Thread(follower::follow, "phone-follower");
        thread.setDaemon(true);
        thread.start();
        return follower;
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::tell);
            }
        } catch (KafkaException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            ended.countDown();
        }
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        try {
            events.accept(codec.read(record.headers(), record.value(), EventData.class));
        } catch (UnreadableEvent e) {
            // Dead-lettered by the service that owns the topic, which also says so; nothing about a phone can be told.
            return;
        }
    }

    /** Stops following and waits until the thread has ended, 5 s at most. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            ended.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
