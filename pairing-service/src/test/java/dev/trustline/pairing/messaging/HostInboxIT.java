package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.result.Held;
import dev.trustline.events.topic.DeadLetters;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host cannot read is kept as it came, and the host reads on. */
class HostInboxIT {
    /** What a topic takes in one batch unless it says otherwise. */
    private static final int LARGEST_BATCH = 1_048_588;

    @TempDir
    Path folder;
    private InboxLab lab;

    @BeforeEach
    void start() throws Exception {
        lab = new InboxLab(folder).start(Duration.ZERO);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void anUnreadableCommandGoesToItsQueueAsItCameAndTheNextIsActedOn() {
        byte[] poison = {'{', 0, (byte) 0xff, 'p'};
        lab.sendBytes(command(poison, "own", "kept"));
        lab.awaitAnswered(lab.hold(Instant.now().plusSeconds(900)));

        ConsumerRecord<byte[], byte[]> letter = lab.letter(Topic.COMMANDS_DLQ);
        assertThat(letter.value()).isEqualTo(poison);
        assertThat(letter.key()).asString().isEqualTo(lab.host);
        assertThat(header(letter, "own")).contains("kept");
        assertThat(header(letter, EventHeaders.TARGET_HOST)).contains(lab.host);
        assertThat(header(letter, DeadLetters.TOPIC)).contains(Topic.PAIRING_COMMANDS.topicName());
        assertThat(header(letter, DeadLetters.SERVICE)).contains(EventSource.PAIRING_SERVICE);
        assertThat(header(letter, DeadLetters.REASON)).hasValueSatisfying(reason -> assertThat(reason).contains(EventHeaders.SPEC_VERSION));
        assertThat(header(letter, DeadLetters.CUT)).isEmpty();
        assertThat(lab.said).singleElement().isInstanceOf(Held.class);
    }

    @Test
    void anUnknownTypeOnDeviceEventsGoesToItsQueueAndTheNextDeviceIsLookedAt() {
        ProducerRecord<byte[], byte[]> unknown = new ProducerRecord<>(Topic.DEVICE_EVENTS.topicName(), InboxLab.aPhone().value().getBytes(StandardCharsets.US_ASCII),
                "{}".getBytes(StandardCharsets.US_ASCII));
        put(unknown, EventHeaders.SOURCE, EventSource.of(lab.host, EventSource.USB_WATCHER).toString());
        put(unknown, EventHeaders.SPEC_VERSION, "1.0");
        put(unknown, EventHeaders.TYPE, "dev.trustline.device.teleported.v1");
        lab.sendBytes(unknown);
        lab.attached(InboxLab.aPhone());

        ConsumerRecord<byte[], byte[]> letter = lab.letter(Topic.DEVICE_EVENTS_PAIRING_DLQ);
        assertThat(letter.value()).asString().isEqualTo("{}");
        assertThat(header(letter, DeadLetters.REASON)).contains("unknown type dev.trustline.device.teleported.v1");
        assertThat(header(letter, EventHeaders.TYPE)).contains("dev.trustline.device.teleported.v1");
        InboxLab.soon().until(() -> lab.looked.contains(InboxLab.aPhone()));
    }

    @Test
    void aCommandThatCannotBeReadIsPutAsideOnceThoughItIsReadAgainAfterARestart() throws Exception {
        lab.sendBytes(command("first".getBytes(StandardCharsets.US_ASCII), "own", "kept"));
        String before = lab.hold(Instant.now().plusSeconds(900));
        lab.awaitAnswered(before);
        lab.stop();
        lab.answered.clear();
        lab.start(Duration.ZERO);
        lab.sendBytes(command("second".getBytes(StandardCharsets.US_ASCII), "own", "kept"));
        lab.awaitAnswered(lab.hold(Instant.now().plusSeconds(900)));

        assertThat(lab.letters(Topic.COMMANDS_DLQ, 2)).extracting(l -> new String(l.value(), StandardCharsets.US_ASCII)).containsExactly("first", "second");
    }

    @Test
    void oneThatDoesNotFitWithItsReasonIsKeptCut() {
        byte[] large = new byte[LARGEST_BATCH - 250];
        new Random(7).nextBytes(large);
        lab.sendBytes(command(large, "own", "kept"));
        lab.awaitAnswered(lab.hold(Instant.now().plusSeconds(900)));

        ConsumerRecord<byte[], byte[]> letter = lab.letter(Topic.COMMANDS_DLQ);
        assertThat(header(letter, DeadLetters.CUT)).hasValueSatisfying(sizes -> assertThat(sizes).contains("/" + large.length + "/"));
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(large, letter.value().length)).hasSizeGreaterThan(1_000);
        assertThat(header(letter, "own")).contains("kept");
    }

    @Test
    void oneThatCameCompressedIsKeptWhole() {
        byte[] zeros = new byte[3 << 20];
        lab.sendCompressed(command(zeros, "own", "kept"));
        lab.awaitAnswered(lab.hold(Instant.now().plusSeconds(900)));

        ConsumerRecord<byte[], byte[]> letter = lab.letter(Topic.COMMANDS_DLQ);
        assertThat(letter.value()).isEqualTo(zeros);
        assertThat(header(letter, DeadLetters.CUT)).isEmpty();
    }

    private ProducerRecord<byte[], byte[]> command(byte[] value, String name, String text) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topic.PAIRING_COMMANDS.topicName(), lab.host.getBytes(StandardCharsets.US_ASCII), value);
        put(record, EventHeaders.TARGET_HOST, lab.host);
        put(record, name, text);
        return record;
    }

    private static void put(ProducerRecord<byte[], byte[]> record, String name, String text) {
        record.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return EventHeaders.text(letter.headers(), name);
    }
}
