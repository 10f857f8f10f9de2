package dev.trustline.trust.messaging;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.DeadLetters;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Writes records that cannot be applied to the dead letter queue of their topic: in the one form of
 * {@link DeadLetters}. A write is awaited. Thread-safe.
 */
@ApplicationScoped
public class DeadLetterWriter {

    private static final Logger LOG = Logger.getLogger(DeadLetterWriter.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    @Inject
    public DeadLetterWriter(KafkaSettings settings) {
        this(settings::rawProducer);
    }

    DeadLetterWriter(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Writes one record and waits for the broker.
     *
     * @throws BrokerAway if the broker did not take it: try again
     */
    void write(ConsumerRecord<byte[], byte[]> record, String reason) throws BrokerAway {
        try {
            sendWholeOrCut(record, reason);
        } catch (ExecutionException e) {
            throw new BrokerAway(e.getCause());
        } catch (KafkaException e) {
            // metadata that does not come, a producer that cannot be made: nothing that is the record's fault
            throw new BrokerAway(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerAway(e);
        }
        LOG.warnf("Record given up and kept in the dead letter queue topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
    }

    private void sendWholeOrCut(ConsumerRecord<byte[], byte[]> record, String reason) throws ExecutionException, InterruptedException {
        try {
            producer().send(DeadLetters.of(record, EventSource.TRUST_REGISTRY, reason)).get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw e;
            }
            LOG.warnf("Record is too large for the dead letter queue, its beginning is kept topic=%s partition=%d offset=%d",
                    record.topic(), record.partition(), record.offset());
            producer().send(DeadLetters.cut(record, EventSource.TRUST_REGISTRY, reason)).get();
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
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
