package dev.trustline.allinone.dlq;

import dev.trustline.events.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads the dead letter queues and sends records back. A record that was sent back is marked, so that a second run does not
 * send it twice; one that came back is left alone unless the caller insists. Not thread-safe.
 */
public final class DeadLetterQueues implements AutoCloseable {
    private static final String GROUP = "trustline-dlq";
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final String kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** The queues on that broker. */
    public DeadLetterQueues(String kafka) {
        this.kafka = kafka;
        this.consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ConsumerConfig.GROUP_ID_CONFIG, GROUP,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Everything that lies in that queue, oldest first. */
    public List<DeadLetter> letters(Topic queue) {
        TopicPartition partition = new TopicPartition(queue.topicName(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        RedriveMarks marks = marks(partition);
        List<DeadLetter> letters = new ArrayList<>();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                letters.add(new DeadLetter(record, marks.has(record.offset())));
            }
        }
        return letters;
    }

    /** The letter at that place, or empty. */
    public Optional<DeadLetter> letter(Topic queue, long offset) {
        return letters(queue).stream().filter(l -> l.offset() == offset).findFirst();
    }

    /**
     * Sends these back to where they came from: same key, same bytes, same headers. Each is marked once the broker has
     * acknowledged it.
     *
     * @throws IllegalArgumentException if one was cut; nothing is sent then
     * @throws ExecutionException with the broker's reason if one is refused; those before it are marked
     */
    public void redrive(List<DeadLetter> letters) throws InterruptedException, ExecutionException, TimeoutException {
        if (letters.stream().anyMatch(DeadLetter::isCut)) {
            throw new IllegalArgumentException("a record that was cut is not what was sent and cannot be sent back");
        }
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (DeadLetter letter : letters) {
                producer.send(new ProducerRecord<>(letter.originalTopic(), null, letter.record().key(), letter.record().value(),
                        letter.originalHeaders())).get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
                mark(letter);
            }
        }
    }

    private void mark(DeadLetter letter) {
        TopicPartition partition = new TopicPartition(letter.queue(), 0);
        RedriveMarks marks = marks(partition);
        marks.add(letter.offset(), consumer.beginningOffsets(List.of(partition)).get(partition));
        consumer.commitSync(Map.of(partition, marks.commit()));
    }

    private RedriveMarks marks(TopicPartition partition) {
        return RedriveMarks.of(consumer.committed(Set.of(partition)).get(partition));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
