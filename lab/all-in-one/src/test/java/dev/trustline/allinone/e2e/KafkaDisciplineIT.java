package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.dlq.DeadLetter;
import dev.trustline.allinone.dlq.DeadLetterQueues;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Repeats, disorder and rubbish on the topics. */
class KafkaDisciplineIT extends EndToEnd {
    private static final Path LAUNCHER = Path.of("target", "all-in-one-0.1.0-SNAPSHOT.jar").toAbsolutePath();

    KafkaDisciplineIT(RunningLab lab) {
        super(lab);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void doubledAndReorderedResultsChangeNothing() throws Exception {
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "disorder")) {
            Udid phone = SyntheticHost.phone(40_000);
            Udid marker = SyntheticHost.phone(40_001);
            ProducerRecord<String, byte[]> first = host.awaitingTrust(phone, 1);
            ProducerRecord<String, byte[]> second = host.trusted(phone, 1);

            for (ProducerRecord<String, byte[]> record : List.of(first, first, second, first, second, first)) {
                host.send(record);
            }
            host.send(host.trusted(marker, 1));
            host.flush();

            awaitState(marker, host.name(), "trusted (user-accepted)", 20);
            awaitState(phone, host.name(), "trusted (user-accepted)", 20);
            within(10).untilAsserted(() ->
                    assertThat(events.changes(phone, host.name())).containsExactly("unknown -> awaiting-trust", "awaiting-trust -> trusted"));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLateResultIsNotAppliedOverANewerOne() throws Exception {
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "late")) {
            Udid phone = SyntheticHost.phone(41_000);
            ProducerRecord<String, byte[]> early = host.awaitingTrust(phone, 1);
            ProducerRecord<String, byte[]> late = host.trusted(phone, 1);

            host.send(late);
            host.send(early);
            host.send(host.trusted(SyntheticHost.phone(41_001), 1));
            host.flush();

            awaitState(SyntheticHost.phone(41_001), host.name(), "trusted (user-accepted)", 20);
            awaitState(phone, host.name(), "trusted (user-accepted)", 20);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void poisonInTheMiddleOfABatchIsPutAsideAndTheRestGoesOn() throws Exception {
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "poison")) {
            Udid phone = SyntheticHost.phone(42_000);

            host.send(host.awaitingTrust(phone, 1));
            host.sendPoison(phone, "{\"this is\": not json");
            host.send(host.trusted(phone, 1));
            host.flush();

            awaitState(phone, host.name(), "trusted (user-accepted)", 20);
            DeadLetter letter = awaitLetter("{\"this is\": not json");
            assertThat(letter.reason()).isNotEqualTo("(no reason given)");
            assertThat(letter.originalTopic()).isEqualTo(Topic.PAIRING_RESULTS.topicName());
            assertThat(new String(letter.record().key(), StandardCharsets.UTF_8)).isEqualTo(phone.value());
            assertThat(letter.record().headers().lastHeader("made-by")).as("original headers are kept").isNotNull();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRedrivenRecordThatIsStillUnreadableComesBackOnceAndIsLeftAlone() throws Exception {
        Topic queue = Topic.PAIRING_RESULTS.deadLetterQueueOf(EventSource.TRUST_REGISTRY);
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "redrive"); DeadLetterQueues queues = new DeadLetterQueues(lab.kafka())) {
            String text = "redrive me";
            host.sendPoison(SyntheticHost.phone(43_000), text);
            host.flush();
            DeadLetter letter = awaitLetter(text);

            assertThat(dlq("list")).contains(queue.topicName()).contains(letter.reason());
            assertThat(dlq("show", queue.topicName(), Long.toString(letter.offset()))).contains("why      " + letter.reason())
                    .contains("header   made-by: a test").contains(text);
            assertThat(dlq("redrive", queue.topicName(), Long.toString(letter.offset()))).isEqualTo("1 sent back.");

            within(20).untilAsserted(() -> assertThat(lettersWith(queues, queue, text)).hasSize(2));
            List<DeadLetter> letters = lettersWith(queues, queue, text);
            assertThat(letters.get(0).redriven()).isTrue();
            assertThat(letters.get(1).cameBack()).isTrue();
            assertThat(dlq("redrive", queue.topicName(), Long.toString(letters.get(1).offset()))).startsWith("0 sent back. 1 left alone");
        }
    }

    /** What {@code trustline dlq …} prints, run as a process of its own as the script does. */
    private String dlq(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-jar", LAUNCHER.toString(), "dlq"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--kafka", lab.kafka()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private DeadLetter awaitLetter(String text) {
        Topic queue = Topic.PAIRING_RESULTS.deadLetterQueueOf(EventSource.TRUST_REGISTRY);
        try (DeadLetterQueues queues = new DeadLetterQueues(lab.kafka())) {
            within(20).until(() -> !lettersWith(queues, queue, text).isEmpty());
            return lettersWith(queues, queue, text).get(0);
        }
    }

    private static List<DeadLetter> lettersWith(DeadLetterQueues queues, Topic queue, String text) {
        return queues.letters(queue).stream()
                .filter(l -> l.record().value() != null && new String(l.record().value(), StandardCharsets.UTF_8).equals(text)).toList();
    }
}
