package dev.trustline.pairing.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka clients with the settings that this service depends on. The consumer is a plain one and not a reactive channel: it
 * must seek at each assignment, be fenced by a second process of the same host, and then stop this one. Immutable; each client that it opens is the caller's to close.
 */
public final class KafkaConnection {
    private static final int DELIVERY_MS = 15_000;
    private static final int BLOCK_MS = 5_000;
    private static final int SESSION_MS = 10_000;

    private final Map<String, Object> common;

    /** Clients with these common settings: bootstrap servers and whatever security needs. */
    public KafkaConnection(Map<String, Object> common) {
        this.common = Map.copyOf(common);
    }

    /** Where the broker is, {@code host:port[,host:port]}. */
    String address() {
        return String.valueOf(common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    Admin admin() {
        Map<String, Object> config = new HashMap<>(common);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MS);
        return Admin.create(config);
    }

    /** A producer for events. */
    public KafkaProducer<String, byte[]> producer(String clientId) {
        return new KafkaProducer<>(producerConfig(clientId), new StringSerializer(), new ByteArraySerializer());
    }

    /** A producer for dead letters, which are bytes. */
    public KafkaProducer<byte[], byte[]> deadLetterProducer() {
        Map<String, Object> config = producerConfig("pairing-service-dlq");
        // what came compressed, or just fitted, fits again with the headers of a dead letter
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerConfig(String clientId) {
        Map<String, Object> config = new HashMap<>(common);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return config;
    }

    /** The only member of this host's group: restarted, it is heard again at once; started twice, the older is fenced. */
    KafkaConsumer<byte[], byte[]> inbox(String groupId, String host) {
        Map<String, Object> config = new HashMap<>(common);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, host);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A reader without a group, for looking something up. */
    KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = new HashMap<>(common);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MS);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
