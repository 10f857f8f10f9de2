package dev.trustline.usbwatcher.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** When the broker counts as away: readiness says so until a record is taken again. */
class KafkaRecordSenderTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration NONE = Duration.ofNanos(-1);

    private final MockProducer<String, byte[]> producer = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final KafkaRecordSender sender = new KafkaRecordSender(producer);

    @Test
    void aBrokerThatTakesRecordsIsNotSilent() {
        CompletionStage<Void> first = send();
        assertThat(sender.isBrokerSilent(LONG)).isFalse();

        producer.completeNext();

        assertThat(first).isCompleted();
        assertThat(sender.isBrokerSilent(NONE)).as("nothing waits").isFalse();
    }

    @Test
    void oneThatLeavesARecordWaitingForTooLongIsSilentUntilItTakesIt() {
        send();
        assertThat(sender.isBrokerSilent(NONE)).isTrue();

        producer.completeNext();

        assertThat(sender.isBrokerSilent(NONE)).isFalse();
    }

    @Test
    void oneThatHasNotTakenTheLastRecordStaysSilentThoughNothingWaitsUntilItTakesOne() {
        CompletionStage<Void> refused = send();
        producer.errorNext(new TimeoutException("away"));

        assertThat(refused).isCompletedExceptionally();
        assertThat(sender.isBrokerSilent(LONG)).as("nothing waits any more").isTrue();

        send();
        assertThat(sender.isBrokerSilent(LONG)).as("while the next is tried").isTrue();
        producer.completeNext();
        assertThat(sender.isBrokerSilent(LONG)).isFalse();
    }

    @Test
    void whatTheProducerDoesNotEvenAcceptMakesItSilentToo() {
        producer.sendException = new TimeoutException("no metadata");

        assertThat(send().toCompletableFuture()).isCompletedExceptionally();
        assertThat(sender.isBrokerSilent(LONG)).isTrue();
    }

    private CompletionStage<Void> send() {
        return sender.send(new ProducerRecord<>("a-topic", "a-key", "a value".getBytes(StandardCharsets.UTF_8)));
    }
}
