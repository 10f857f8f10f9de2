package dev.trustline.trust.messaging;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.Topic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/**
 * Writes records that cannot be applied to the dead letter queue of their topic: original key, bytes and headers, and
 * beside them {@code dead-letter-topic}, {@code -partition}, {@code -offset} and {@code -reason}. A write is awaited.
 * Thread-safe.
 */
@ApplicationScoped
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String PREFIX = "dead-letter-";

    private final KafkaSettings settings;
    private KafkaProducer<byte[], byte[]> producer;

    public DeadLetters(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Writes one record and waits for the broker.
     *
     * @throws BrokerAway if the broker did not take it: try again
     */
    void write(ConsumerRecord<byte[], byte[]> record, String reason) throws BrokerAway {
        try {
            producer().send(letter(record, reason)).get();
        } catch (ExecutionException e) {
            throw new BrokerAway(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerAway(e);
        }
        LOG.warnf("Record given up and kept in the dead letter queue topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
    }

    private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record, String reason) {
        Topic queue = Topic.ofName(record.topic()).orElseThrow().deadLetterQueueOf(EventSource.TRUST_REGISTRY);
        RecordHeaders headers = new RecordHeaders(record.headers());
        add(headers, "topic", record.topic());
        add(headers, "partition", Integer.toString(record.partition()));
        add(headers, "offset", Long.toString(record.offset()));
        add(headers, "reason", reason);
        return new ProducerRecord<>(queue.topicName(), null, record.key(), record.value(), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = settings.rawProducer();
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }

    /** The broker did not take a record. */
    static final class BrokerAway extends Exception {
        private static final long serialVersionUID = 1L;

        BrokerAway(Throwable cause) {
            super("the broker did not take a dead letter: " + cause.getMessage(), cause);
        }
    }
}
