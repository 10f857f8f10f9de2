package dev.trustline.pairing.handshake;

import static dev.trustline.pairing.handshake.ModelLab.HOST;
import static dev.trustline.pairing.handshake.ModelLab.PHONE;
import static dev.trustline.pairing.handshake.ModelLab.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.UnpairRequested;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An unpair that a crash has cut off, where another tool's record that works lies at usbmuxd. */
class OpenUnpairTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void itIsSaidBeforeAnythingOfTheOtherRecord(int lastWrite) {
        ModelLab lab = ModelLab.trusted();
        lab.knownToPhone.add(THEIRS.hostId());
        lab.atUsbmuxd = Optional.of(THEIRS);
        lab.dieAt(lastWrite, lastWrite == 2);
        assertThat(lab.isDeadly(() -> lab.command(new UnpairRequested(PHONE, HOST, "anna")))).isTrue();
        lab.restart();
        assertThat(lab.history()).first().isEqualTo("unpaired/by-us");
        assertThat(lab.knownToPhone).containsExactly(THEIRS.hostId());
        assertThat(lab.usbmuxdHas()).as("stays the other tool's").contains(THEIRS.hostId());
    }
}
