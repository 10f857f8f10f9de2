package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.VerificationRequested;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered once is not acted on again, whenever this host is stopped. */
class AnsweredCommandsIT {
    @TempDir
    Path folder;

    @Test
    void anAnsweredCommandIsRememberedWhenAnotherIsAnswered() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            String first = lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.stored().doneCommands().containsKey(first));
            String second = lab.command(new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> lab.stored().doneCommands().containsKey(second));
            assertThat(lab.stored().doneCommands()).containsKey(first);
        }
    }

    @Test
    void whatIsWrittenJustBeforeOrAfterTheStopIsRemembered() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).withSlowBroker().start()) {
            String pair = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown");
            String again = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "awaiting-trust/dialog-shown");
            lab.acknowledgeOne();
            lab.stopHost();
            assertThat(lab.stored().doneCommands()).containsOnlyKeys(pair, again);
            assertThat(lab.stored().candidate()).isPresent();
        }
    }
}
