package dev.trustline.trust.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.events.topic.DeadLetters;
import dev.trustline.events.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class DeadLetterWriterTest {

    private final ConsumerRecord<byte[], byte[]> poison =
            new ConsumerRecord<>(Topic.PAIRING_RESULTS.topicName(), 3, 17, "key".getBytes(), new byte[200_000]);

    @Test
    void whateverKafkaThrowsMeansThatTheBrokerIsAwayAndNotThatTheRecordIsBad() {
        DeadLetterWriter writer = new DeadLetterWriter(() -> {
            throw new KafkaException("no producer can be made");
        });

        assertThatThrownBy(() -> writer.write(poison, "no JSON")).isInstanceOf(DeadLetterWriter.BrokerAway.class);
    }

    @Test
    void aRecordThatIsTooLargeIsKeptShortenedAndSaysSo() throws Exception {
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        DeadLetterWriter writer = new DeadLetterWriter(() -> new Narrow(sent));

        writer.write(poison, "no JSON");

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).value()).hasSize(64 * 1024);
        assertThat(sent.get(0).key()).isEqualTo("key".getBytes());
        assertThat(new String(sent.get(0).headers().lastHeader(DeadLetters.CUT).value())).isEqualTo("3/200000/0");
        assertThat(new String(sent.get(0).headers().lastHeader(DeadLetters.REASON).value())).isEqualTo("no JSON");
    }

    /** Takes no value over 100,000 bytes. */
    private static final class Narrow extends MockProducer<byte[], byte[]> {
        private final List<ProducerRecord<byte[], byte[]>> taken;

        Narrow(List<ProducerRecord<byte[], byte[]>> taken) {
            this.taken = taken;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            if (record.value().length > 100_000) {
                return CompletableFuture.failedFuture(new RecordTooLargeException("too large"));
            }
            taken.add(record);
            return CompletableFuture.completedFuture(null);
        }
    }
}
