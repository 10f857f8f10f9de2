package dev.trustline.events.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What lies in a dead letter queue: the original key, bytes and headers, and headers that say where the record came from and
 * why it is here. Stateless.
 */
public final class DeadLetters {
    /** Topic that the record came from. */
    public static final String TOPIC = "dead-letter-topic";
    /** Partition that it came from, decimal. */
    public static final String PARTITION = "dead-letter-partition";
    /** Offset that it came from, decimal. */
    public static final String OFFSET = "dead-letter-offset";
    /** One sentence. */
    public static final String REASON = "dead-letter-reason";
    /** The broker's time of the original record, ISO 8601. */
    public static final String ORIGINAL_TIME = "dead-letter-time";
    /** Service that put it here. */
    public static final String SERVICE = "dead-letter-service";

    private DeadLetters() {
    }

    /** The record for the dead letter queue of this service. */
    public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> original, String service, String reason) {
        Topic queue = Topic.ofName(original.topic())
                .orElseThrow(() -> new IllegalArgumentException("no topic of the pipeline: " + original.topic()))
                .deadLetterQueueOf(service);
        Headers headers = new RecordHeaders(original.headers());
        put(headers, TOPIC, original.topic());
        put(headers, PARTITION, Integer.toString(original.partition()));
        put(headers, OFFSET, Long.toString(original.offset()));
        put(headers, REASON, reason);
        put(headers, ORIGINAL_TIME, Instant.ofEpochMilli(original.timestamp()).toString());
        put(headers, SERVICE, service);
        return new ProducerRecord<>(queue.topicName(), null, original.key(), original.value(), headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
