package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.ProcessEpoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberingTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void anEpochIsNeverBelowTheLastOneEvenWhenTheClockWentBack() throws IOException {
        ProcessEpoch epoch = new ProcessEpoch(folder.resolve("epoch"), CLOCK);
        assertThat(epoch.next(0)).isEqualTo(1_000);
        assertThat(epoch.next(0)).isEqualTo(1_001);
        assertThat(epoch.next(5_000)).isEqualTo(5_001);
        assertThat(new ProcessEpoch(folder.resolve("epoch"), CLOCK).next(0)).isEqualTo(5_002);
    }

    @Test
    void aBrokenEpochFileSaysWhatToDo() throws IOException {
        Files.writeString(folder.resolve("epoch"), "garbage");
        assertThatThrownBy(() -> new ProcessEpoch(folder.resolve("epoch"), CLOCK).next(0)).isInstanceOf(IOException.class).hasMessageContaining("remove it");
    }

    @Test
    void previousIsTheLastAcknowledgedOfTheSameSubject() {
        EventNumbering numbering = new EventNumbering(EventSource.of("h", "usb-watcher"), 7, CLOCK);
        Envelope first = numbering.envelope("a");
        numbering.envelope("b");
        numbering.acknowledged("a", first.id());
        numbering.envelope("a");
        assertThat(numbering.envelope("a").previous()).isEqualTo(1);
        assertThat(numbering.envelope("b").previous()).isZero();
        assertThat(numbering.next()).isEqualTo(new EventId(7, 6));
    }

    @Test
    void anIdIsOrderedByEpochFirstAndReadBack() {
        assertThat(new EventId(1, 99)).isLessThan(new EventId(2, 1));
        assertThat(EventId.parse("7-0000000042")).isEqualTo(new EventId(7, 42)).hasToString("7-0000000042");
        assertThatThrownBy(() -> EventId.parse("7-42")).isInstanceOf(IllegalArgumentException.class);
    }
}
