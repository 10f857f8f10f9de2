package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.DeadLetters;
import dev.trustline.pairing.PairingMetrics;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/** Where records go that cannot be read, with their bytes and the reason, each once. Used by the inbox' thread. */
public final class DeadLetterQueue {
    private static final Logger LOG = Logger.getLogger(DeadLetterQueue.class);
    private static final long LONGEST_SEND_SECONDS = 30;

    private final Producer<byte[], byte[]> producer;
    private final PairingMetrics metrics;
    private final DeadLetterMarks marks;

    /**
     * A queue.
     *
     * @param marks what lies in it already
     */
    public DeadLetterQueue(Producer<byte[], byte[]> producer, PairingMetrics metrics, DeadLetterMarks marks) {
        this.producer = producer;
        this.metrics = metrics;
        this.marks = marks;
    }

    /** Awaited: the stream goes on only when the bytes are safe. One that is read again is passed over. */
    void put(ConsumerRecord<byte[], byte[]> record, String reason, InboxLife life) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Instant time = Instant.ofEpochMilli(record.timestamp());
        if (marks.isPassed(partition, record.offset(), time)) {
            LOG.debugf("a record that cannot be read lies in the dead letter queue already topic=%s partition=%d offset=%d", record.topic(), record.partition(), record.offset());
            return;
        }
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(record, EventSource.PAIRING_SERVICE, reason);
        while (life.goesOn()) {
            try {
                producer.send(letter).get(LONGEST_SEND_SECONDS, TimeUnit.SECONDS);
                marks.put(partition, record.offset(), time);
                metrics.deadLettered();
                LOG.warnf("a record that cannot be read went to the dead letter queue topic=%s partition=%d offset=%d reason=%s",
                        record.topic(), record.partition(), record.offset(), reason);
                return;
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.warnf("the dead letter queue takes nothing; tried again error=%s", e.getMessage());
                if (e.getCause() instanceof RecordTooLargeException) {
                    letter = DeadLetters.cut(record, EventSource.PAIRING_SERVICE, reason);
                }
                life.pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
