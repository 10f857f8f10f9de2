package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.result.CommandExpired;
import dev.trustline.events.result.HostHeld;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At each start a host reads commands again that it has long answered. */
class ExpiredCommandsIT {
    private static final Duration LATER = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    @Test
    void anAnsweredCommandThatExpiredSinceIsNotAnsweredAgain() throws Exception {
        try (InboxLab lab = new InboxLab(folder).start(Duration.ZERO)) {
            String done = lab.hold(Instant.now().plusSeconds(900));
            lab.awaitAnswered(done);
            lab.stop();
            lab.start(LATER);
            String next = lab.hold(Instant.now().plus(LATER).plusSeconds(900));
            lab.awaitAnswered(next);
            assertThat(lab.answered).containsExactly(done, next);
        }
    }

    @Test
    void oneThatCameTooLateIsToldSoOnceHoweverOftenTheHostStarts() throws Exception {
        try (InboxLab lab = new InboxLab(folder).start(Duration.ZERO)) {
            String late = lab.hold(Instant.now().minusSeconds(5));
            lab.awaitAnswered(late);
            for (int start = 0; start < 2; start++) {
                lab.stop();
                lab.start(Duration.ZERO);
                lab.awaitAnswered(lab.hold(Instant.now().plusSeconds(900)));
            }
            assertThat(lab.answered).containsOnlyOnce(late);
            assertThat(lab.said).filteredOn(CommandExpired.class::isInstance).containsExactly(new CommandExpired(InboxLab.aPhone(), lab.host));
        }
    }

    @Test
    void oneThatNamesNoDeviceIsAnsweredOnceHoweverOftenTheHostStarts() throws Exception {
        try (InboxLab lab = new InboxLab(folder).start(Duration.ZERO)) {
            String late = lab.holdAll(Instant.now().minusSeconds(5));
            String inTime = lab.holdAll(Instant.now().plusSeconds(900));
            lab.awaitAnswered(late);
            lab.awaitAnswered(inTime);
            for (Duration later : List.of(Duration.ZERO, LATER)) {
                lab.stop();
                lab.start(later);
                lab.awaitAnswered(lab.hold(Instant.now().plus(later).plusSeconds(900)));
            }
            assertThat(lab.answered).containsOnlyOnce(late, inTime);
            assertThat(lab.said).filteredOn(r -> r.subject().equals(lab.host)).containsExactly(new CommandExpired(null, lab.host),
                    new HostHeld(lab.host, "person:anna", "Asked for by anna."));
        }
    }
}
