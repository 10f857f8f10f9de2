package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a proof waits between two sessions. */
class ProofSceneTest {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Attachment CABLE = new Attachment(new Udid("00008110-001A2B3C4D5E6F70"), 7, false);

    private final Signals signals = new Signals();
    private final CableSession session = new CableSession(CABLE, new Occasion(ResultSink.Origin.NONE, null, System.nanoTime(), false, false, Verification.Occasion.ATTACH), Optional.empty());
    private final ProofScene scene = new ProofScene(session, VaultEntry.blank(CABLE.udid()), null, signals, command -> true);

    /** Messages come all the time: no pause is quiet. */
    private static final class Signals implements LaneSignals {
        private boolean attached = true;
        private boolean goOn = true;

        @Override
        public boolean pause(Duration atMost) {
            Thread.onSpinWait();
            return false;
        }

        @Override
        public TapWatch.Wake pauseForTap(TapWatch watch, Duration atMost) {
            return TapWatch.Wake.STOPPED;
        }

        @Override
        public boolean drain(DuringAttempt attempt) {
            return goOn;
        }

        @Override
        public boolean isAttached(Attachment attachment) {
            return attached;
        }

        @Override
        public boolean isStopping() {
            return false;
        }
    }

    @Test
    void aPauseIsAsLongAsItMustBeHoweverManyMessagesCome() {
        long begin = System.nanoTime();
        assertThat(scene.pause(PAUSE)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(PAUSE);
    }

    @Test
    void aPauseEndsWithTheCableAndWithACommandThatEndsTheProof() {
        signals.attached = false;
        assertThat(scene.pause(Duration.ofHours(1))).isFalse();
        signals.attached = true;
        signals.goOn = false;
        assertThat(scene.pause(Duration.ofHours(1))).isFalse();
    }
}
