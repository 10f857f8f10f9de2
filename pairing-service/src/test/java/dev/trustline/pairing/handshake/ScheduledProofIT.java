package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.pairing.handshake.ProofSchedule.Due;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S10: what a verification that is due does with a phone, and what it leaves alone. */
class ScheduledProofIT {
    @TempDir
    Path folder;

    private static void verify(HandshakeLab lab, Due due) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        lab.verify(due, done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPhoneOnTheCableIsProvenWhenItIsDueWithoutAnAlertAndAnOpenAttemptIsNotDisturbed() throws Exception {
        ProofSchedule schedule = new ProofSchedule(new ProofSchedule.Settings(Duration.ofHours(12), true, 2));
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            verify(lab, new Due(lab.udid(), Verification.Occasion.SCHEDULE));
            assertThat(lab.history()).containsExactly("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            List<ProofSchedule.Relation> known = ProofSchedule.relation(lab.stored()).stream().toList();
            assertThat(schedule.next(Instant.now(), known)).isEmpty();
            verify(lab, schedule.next(Instant.now().plus(Duration.ofHours(15)), known).get(0));
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
            assertThat(lab.verified).containsExactly("schedule/proven");
        }
    }

    @Test
    void oneThatHasForgottenThisHostIsRevokedAndAskedAgainAsAtAnAttach() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            lab.phone().reset();
            lab.verify(new Due(lab.udid(), Verification.Occasion.KEEP_ALIVE), () -> { });
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "revoked/host-forgotten", "awaiting-trust/dialog-shown");
            assertThat(lab.verified).containsExactly("keep-alive/revoked");
        }
    }
}
