package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterMarksTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final TopicPartition COMMANDS = new TopicPartition("commands", 3);

    @TempDir
    Path folder;

    private DeadLetterMarks opened() {
        return new DeadLetterMarks(folder.resolve("dead-letters"));
    }

    @Test
    void whatLiesThereIsKnownToTheNextProcessAndWhatIsNewIsNot() throws Exception {
        DeadLetterMarks first = opened();
        first.put(COMMANDS, 4, NOW);
        first.put(new TopicPartition("commands", 1), 90, NOW);

        DeadLetterMarks next = opened();
        assertThat(next.isPassed(COMMANDS, 4, NOW)).isTrue();
        assertThat(next.isPassed(COMMANDS, 2, NOW.minusSeconds(5))).isTrue();
        assertThat(next.isPassed(COMMANDS, 5, NOW.plusSeconds(5))).isFalse();
        assertThat(next.isPassed(new TopicPartition("commands", 0), 4, NOW)).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("dead-letters")))).isEqualTo("rw-------");
    }

    @Test
    void aTopicThatWasMadeAnewBeginsAnew() {
        opened().put(COMMANDS, 400, NOW);
        assertThat(opened().isPassed(COMMANDS, 4, NOW.plusSeconds(60))).isFalse();
    }

    @Test
    void aFileThatCannotBeReadCostsASecondLetterAndIsWrittenAnew() throws Exception {
        Files.writeString(folder.resolve("dead-letters"), "commands 3 4 17\nnonsense\n");
        DeadLetterMarks marks = opened();
        assertThat(marks.isPassed(COMMANDS, 4, Instant.EPOCH)).isFalse();
        marks.put(COMMANDS, 4, NOW);
        assertThat(opened().isPassed(COMMANDS, 4, NOW)).isTrue();
    }
}
