package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.pairing.handshake.Answer.Trouble;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs that pair are known to do badly (docs/TRUST.md, "Known weaknesses"), where no other case shows it. */
class KnownWeaknessesIT {
    @TempDir
    Path folder;

    @Test
    void aGoodRecordWhoseSessionsBreakIsKeptAndNobodyIsAsked() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, "trusts-after=50ms").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            String ours = lab.stored().good().orElseThrow().record().fingerprint();
            lab.faults.breakSessions(3, Trouble.SESSION_BROKEN);
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "failed/session-broken");
            assertThat(lab.stored().good().orElseThrow().record().fingerprint()).isEqualTo(ours);
            assertThat(lab.phones.host().records().read(lab.phone().udid())).as("usbmuxd's record too").isPresent();
            lab.phone().unplug();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "failed/session-broken", "trusted/already-trusted");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aPhoneThatCannotBeReachedAtFirstIsTriedAgain() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder)) {
            lab.faults.introductionsToRefuse.set(3);
            lab.start().attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.faults.introductionsToRefuse).hasValue(0);
        }
    }

    @Test
    void anIPodIsAskedAsEveryOtherDeviceOfItsVersion() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, "model=iPod9,1+ios=15.8").start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.phone().trust().done()).isTrue();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
        }
    }
}
