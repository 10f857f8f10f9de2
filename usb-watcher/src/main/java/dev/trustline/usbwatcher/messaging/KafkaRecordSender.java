package dev.trustline.usbwatcher.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka's own producer, acknowledged by all in-sync replicas and idempotent. Not a SmallRye emitter: that one buffers 128
 * messages and throws at the next (a rack that powers on is more), limits what is in flight over all devices together, and
 * its tracing would write a second {@code traceparent}. Order and waiting are {@link DeviceOutbox}'s. Thread-safe.
 */
public final class KafkaRecordSender implements RecordSender, AutoCloseable {
    private static final int MAX_BLOCK_MS = 5_000;
    private static final int BUFFER_BYTES = 8 << 20;

    private final Producer<String, byte[]> producer;
    private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();
    private final AtomicLong ticket = new AtomicLong();
    private volatile boolean failedLast;

    /** A producer with these connection settings. */
    public KafkaRecordSender(Map<String, Object> connection, String clientId) {
        this(new KafkaProducer<>(settings(connection, clientId)));
    }

    KafkaRecordSender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    private static Map<String, Object> settings(Map<String, Object> connection, String clientId) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.remove("group.id");
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return settings;
    }

    @Override
    public CompletionStage<Void> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        long number = ticket.incrementAndGet();
        sentAt.put(number, System.nanoTime());
        Thread caller = Thread.currentThread();
        try {
            producer.send(record, (metadata, error) -> {
                sentAt.remove(number);
                failedLast = error != null;
                if (error == null) {
                    answer.complete(null);
                } else {
                    // what the producer refuses within send() it has never put into a batch: no metadata, no memory
                    answer.completeExceptionally(Thread.currentThread() == caller ? new NotHandedOver(error) : error);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            sentAt.remove(number);
            failedLast = true;
            answer.completeExceptionally(new NotHandedOver(e));
        }
        return answer;
    }

    /** True if the broker has left a record waiting for longer than this, or has not taken the last one at all. */
    public boolean isBrokerSilent(Duration limit) {
        long now = System.nanoTime();
        return failedLast || sentAt.values().stream().anyMatch(at -> now - at > limit.toNanos());
    }

    /** Waits at most this long for what is in flight. */
    public void close(Duration atMost) {
        producer.close(atMost);
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }
}
