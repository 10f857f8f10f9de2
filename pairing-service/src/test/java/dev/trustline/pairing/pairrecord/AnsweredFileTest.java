package dev.trustline.pairing.pairrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsweredFileTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    private AnsweredFile opened() throws IOException {
        return new AnsweredFile(folder.resolve("answered-commands"));
    }

    @Test
    void whatIsAnsweredIsKnownToTheNextProcessAndToNobodyElse() throws IOException {
        opened().add("7-0000000001", NOW);
        assertThat(opened().contains("7-0000000001")).isTrue();
        assertThat(opened().contains("7-0000000002")).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("answered-commands")))).isEqualTo("rw-------");
    }

    @Test
    void whatCannotComeAgainIsDropped() throws IOException {
        AnsweredFile file = opened();
        file.add("7-0000000001", NOW);
        file.add("7-0000000002", NOW.plus(Duration.ofHours(25)));
        assertThat(file.contains("7-0000000001")).isFalse();
        assertThat(opened().contains("7-0000000002")).isTrue();
    }

    @Test
    void aFileThatCannotBeReadSaysWhatToDo() throws IOException {
        Files.writeString(folder.resolve("answered-commands"), "nonsense\n");
        assertThatThrownBy(this::opened).isInstanceOf(IOException.class).hasMessageContaining("remove it");
    }
}
