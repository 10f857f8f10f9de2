package dev.trustline.pairing.handshake;

import static dev.trustline.pairing.handshake.ModelLab.HOST;
import static dev.trustline.pairing.handshake.ModelLab.OURS;
import static dev.trustline.pairing.handshake.ModelLab.PHONE;
import static dev.trustline.pairing.handshake.ModelLab.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record of ours was renewed, and usbmuxd has the old one still: it is known as ours until usbmuxd has another. */
class LeftAtUsbmuxdTest {
    private static ModelLab renewed() {
        ModelLab lab = ModelLab.trusted();
        lab.vaultHas(THEIRS);
        lab.stored = lab.stored.replaced(new VaultEntry.GoodRecord(OURS, RecordFacts.Origin.PAIRED, Instant.now(), false, false));
        lab.atUsbmuxd = Optional.of(THEIRS);
        assertThat(lab.stored.leftAtUsbmuxd()).contains(THEIRS.fingerprint());
        return lab;
    }

    @Test
    void itIsTakenForAnothersNeitherWhileUsbmuxdIsSilentNorAfterwards() {
        ModelLab lab = renewed();
        lab.usbmuxdIsSilent = true;
        lab.listed();
        lab.usbmuxdIsSilent = false;
        lab.command(new VerificationRequested(PHONE, HOST, "anna"));
        assertThat(lab.history()).containsExactly("trusted/already-trusted", "trusted/restored");
        assertThat(lab.usbmuxdHas()).contains(OURS.hostId());
        assertThat(lab.stored.leftAtUsbmuxd()).isEmpty();
    }

    @Test
    void anUnpairTakesItAwayToo() {
        ModelLab lab = renewed();
        lab.command(new UnpairRequested(PHONE, HOST, "anna"));
        assertThat(lab.history()).containsExactly("unpaired/by-us");
        assertThat(lab.usbmuxdHas()).isEmpty();
        assertThat(lab.stored.leftAtUsbmuxd()).isEmpty();
    }
}
