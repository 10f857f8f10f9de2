package dev.trustline.allinone.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    @Test
    void theOriginalTopicIsInTheHeadersOrInTheQueuesName() {
        assertThat(letter().originalTopic()).isEqualTo("trustline.pairing.results");
        assertThat(letter("dead-letter-topic", "trustline.hosts").originalTopic()).isEqualTo("trustline.hosts");
        assertThat(letter("dead-letter-topic", "some.other").originalTopic()).as("a topic that is not ours is never written to").isEqualTo("trustline.pairing.results");
    }

    @Test
    void onItsWayBackARecordHasItsOwnHeadersAndWhereItComesFrom() {
        DeadLetter letter = letter("dead-letter-reason", "data is not JSON", "ce_id", "1-0000000001");

        assertThat(letter.reason()).isEqualTo("data is not JSON");
        assertThat(letter.originalHeaders().headers("dead-letter-reason")).isEmpty();
        assertThat(letter.originalHeaders().lastHeader("ce_id").value()).asString().isEqualTo("1-0000000001");
        assertThat(letter.originalHeaders().lastHeader("redriven-from").value()).asString().isEqualTo(letter.queue() + "@7");
        assertThat(letter.cameBack()).isFalse();
        assertThat(letter("redriven-from", "x@1").cameBack()).isTrue();
    }

    private static DeadLetter letter(String... headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(Topic.RESULTS_DLQ.topicName(), 0, 7, new byte[] {1}, new byte[] {2});
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new DeadLetter(record, false);
    }
}
