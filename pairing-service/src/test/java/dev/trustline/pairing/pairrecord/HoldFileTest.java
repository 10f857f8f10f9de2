package dev.trustline.pairing.pairrecord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.pairing.handshake.HostHold;
import dev.trustline.pairing.handshake.HostHold.Hold;
import dev.trustline.pairing.handshake.HostHold.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldFileTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("host-hold");
    }

    @Test
    void whatIsWrittenIsReadAgainAndNobodyElseMayReadIt() throws Exception {
        State state = new State(Optional.of(new Hold("person:anna b", "Two words,\nand a line.")),
                Map.of("00008110-001A2B3C4D5E6F70", Instant.ofEpochMilli(1_764_000_000_123L)));
        new HoldFile(file()).write(state);
        assertThat(new HoldFile(file()).read()).isEqualTo(state);
        assertThat(state.hold().get()).isEqualTo(new Hold("person:anna_b", "Two words, and a line."));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @Test
    void noFileIsNoHold() {
        assertThat(new HoldFile(file()).read()).isEqualTo(State.FREE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0", "held person:anna Asked.", "trustline host hold 1\nheld person:anna", "trustline host hold 1\nforgotten soon x"})
    void aFileThatCannotBeReadMeansHeldUntilAReleaseWritesItAnew(String text) throws Exception {
        Files.writeString(file(), text);
        HostHold hold = new HostHold(new HoldFile(file()));
        assertThat(hold.now()).hasValueSatisfying(h -> {
            assertThat(h.by()).isEqualTo("rule:hold-file-unreadable");
            assertThat(h.why()).contains(file().toString()).contains("release the host");
        });
        hold.release();
        assertThat(new HostHold(new HoldFile(file())).now()).isEmpty();
    }
}
