package dev.trustline.trust.messaging;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.DeadLetters;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;

/**
 * Writes records that cannot be applied to the dead letter queue of their topic: in the one form of
 * {@link DeadLetters}. A write is awaited. Thread-safe.
 */
@ApplicationScoped
public class DeadLetterWriter {

    private static final Logger LOG = Logger.getLogger(DeadLetterWriter.class);

    private final KafkaSettings settings;
    private KafkaProducer<byte[], byte[]> producer;

    public DeadLetterWriter(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Writes one record and waits for the broker.
     *
     * @throws BrokerAway if the broker did not take it: try again
     */
    void write(ConsumerRecord<byte[], byte[]> record, String reason) throws BrokerAway {
        try {
            producer().send(DeadLetters.of(record, EventSource.TRUST_REGISTRY, reason)).get();
        } catch (ExecutionException e) {
            throw new BrokerAway(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerAway(e);
        }
        LOG.warnf("Record given up and kept in the dead letter queue topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
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
