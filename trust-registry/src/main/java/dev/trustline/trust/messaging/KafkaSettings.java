package dev.trustline.trust.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The clients that this service makes itself, beside the channel, with the same broker address and security settings
 * ({@code kafka.*}). Thread-safe; each client belongs to its caller, who closes it.
 */
@ApplicationScoped
public class KafkaSettings {

    private static final int SMALL_BUFFER = 8 * 1024 * 1024;

    private final Map<String, Object> shared;

    public KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> shared) {
        this.shared = Map.copyOf(shared);
    }

    /** Where the broker is, {@code host:port[,host:port]}. */
    public String address() {
        return String.valueOf(shared.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** An admin client that gives up after that long. */
    public Admin admin(Duration timeout) {
        Properties properties = base("admin");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return Admin.create(properties);
    }

    /** A producer of raw records, every write acknowledged by all in-sync replicas. */
    KafkaProducer<byte[], byte[]> rawProducer() {
        Properties properties = producer("dead-letters");
        // what came compressed, or just fitted, fits again with the headers of a dead letter
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, SMALL_BUFFER / 2);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer whose transactions carry that id: a second one with it fences the first. */
    public KafkaProducer<String, byte[]> transactionalProducer(String transactionalId) {
        Properties properties = producer("publisher");
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** A consumer without a group that sees committed records only and is told where to read. */
    public KafkaConsumer<String, byte[]> reader() {
        Properties properties = base("rebuild");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        // an empty partition is no reason to wait: what is there now is all that is wanted
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Properties producer(String name) {
        Properties properties = base(name);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, SMALL_BUFFER);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return properties;
    }

    private Properties base(String name) {
        Map<String, Object> settings = new HashMap<>();
        shared.forEach((key, value) -> {
            if (CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG.equals(key) || key.startsWith("sasl.") || key.startsWith("ssl.")
                    || key.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
                settings.put(key, value);
            }
        });
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "trust-registry-" + name);
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
