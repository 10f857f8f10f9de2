package dev.trustline.allinone.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RedriveChoiceTest {
    private static final String QUEUE = Topic.RESULTS_DLQ.topicName();

    private final DeadLetter whole = letter(1, false);
    private final DeadLetter cut = letter(2, false, "dead-letter-cut", "20/3000000/400");
    private final DeadLetter redriven = letter(3, true);
    private final DeadLetter back = letter(4, false, "redriven-from", "x@1");
    private final List<DeadLetter> all = List.of(whole, cut, redriven, back);

    @Test
    void aLetterThatWasCutIsRefusedWhenItIsNamedEvenWithAgain() {
        for (boolean again : new boolean[] {false, true}) {
            assertThatThrownBy(() -> RedriveChoice.of(QUEUE, all, List.of(1L, 2L), again))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("Record 2 in " + QUEUE
                            + " was too large for the queue and only its beginning is kept, so it cannot be sent back; nothing was sent.");
        }
    }

    @Test
    void amongAllThatWaitACutOneStaysAndTheOthersGo() throws Exception {
        RedriveChoice waiting = RedriveChoice.of(QUEUE, all, List.of(), false);

        assertThat(waiting.letters()).containsExactly(whole);
        assertThat(waiting.summary()).isEqualTo("1 sent back. 2 left alone: redriven already, or came back unread; --again sends them all the same."
                + " 1 cannot be sent back: only their beginning is kept, because they were too large for the queue.");
        assertThat(RedriveChoice.of(QUEUE, all, List.of(), true).letters()).containsExactly(whole, redriven, back);
        assertThat(RedriveChoice.of(QUEUE, all, List.of(1L), false).summary()).isEqualTo("1 sent back.");
    }

    @Test
    void oneThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> RedriveChoice.of(QUEUE, all, List.of(9L), false)).hasMessageStartingWith("There is no record 9 in " + QUEUE);
    }

    @Test
    void whoeverAsksTheQueuesSendNothingThatWasCut() {
        try (DeadLetterQueues queues = new DeadLetterQueues("127.0.0.1:1")) {
            assertThatThrownBy(() -> queues.redrive(List.of(whole, cut))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static DeadLetter letter(long offset, boolean redriven, String... headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(QUEUE, 0, offset, new byte[] {1}, new byte[] {2});
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new DeadLetter(record, redriven);
    }
}
