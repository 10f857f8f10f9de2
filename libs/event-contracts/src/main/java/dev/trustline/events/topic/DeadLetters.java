package dev.trustline.events.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
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

    /** Only where the record was too large for the queue: how many bytes key, value and original headers had, {@code key/value/headers}. */
    public static final String CUT = "dead-letter-cut";

    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_KEY = 1_024;
    private static final int LONGEST_VALUE = 64 * 1024;
    private static final int LONGEST_HEADERS = 64 * 1024;

    private DeadLetters() {
    }

    /** The record for the dead letter queue of this service. */
    public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> original, String service, String reason) {
        return letter(original, service, reason, original.key(), original.value(), new RecordHeaders(original.headers()));
    }

    /**
     * The record for the dead letter queue where the broker or the producer finds {@link #of} too large: at most 1 KiB of the
     * key, 64 KiB of the value, and the original headers only if they are not larger than that; {@link #CUT} says so.
     */
    public static ProducerRecord<byte[], byte[]> cut(ConsumerRecord<byte[], byte[]> original, String service, String reason) {
        long headerBytes = 0;
        for (Header header : original.headers()) {
            headerBytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        Headers headers = headerBytes <= LONGEST_HEADERS ? new RecordHeaders(original.headers()) : new RecordHeaders();
        put(headers, CUT, length(original.key()) + "/" + length(original.value()) + "/" + headerBytes);
        return letter(original, service, reason, firstOf(original.key(), LONGEST_KEY), firstOf(original.value(), LONGEST_VALUE), headers);
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] firstOf(byte[] bytes, int longest) {
        return length(bytes) <= longest ? bytes : Arrays.copyOf(bytes, longest);
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> original, String service, String reason, byte[] key, byte[] value, Headers headers) {
        Topic queue = Topic.ofName(original.topic())
                .orElseThrow(() -> new IllegalArgumentException("no topic of the pipeline: " + original.topic()))
                .deadLetterQueueOf(service);
        put(headers, TOPIC, original.topic());
        put(headers, PARTITION, Integer.toString(original.partition()));
        put(headers, OFFSET, Long.toString(original.offset()));
        put(headers, REASON, reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
        put(headers, ORIGINAL_TIME, Instant.ofEpochMilli(original.timestamp()).toString());
        put(headers, SERVICE, service);
        return new ProducerRecord<>(queue.topicName(), null, key, value, headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
