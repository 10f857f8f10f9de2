package dev.trustline.trust.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.trust.store.PartitionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionPositionsTest {

    private static final PartitionId P = new PartitionId("results", 0);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

    private final PartitionPositions positions = new PartitionPositions(CLOCK);

    @Test
    void caughtUpMeansTheEndsOfTheAssignmentNotOfNow() {
        assertThat(positions.hasCaughtUp()).isFalse();
        positions.assigned(Map.of(P, 10L), Map.of(P, 30L));
        assertThat(positions.hasCaughtUp()).isFalse();
        assertThat(positions.left()).isEqualTo(20);

        positions.committed(Map.of(P, 30L));

        assertThat(positions.hasCaughtUp()).isTrue();
    }

    @Test
    void aCopyWithoutPartitionsHasNothingToCatchUpWith() {
        positions.assigned(Map.of(), Map.of());

        assertThat(positions.hasCaughtUp()).isTrue();
    }

    @Test
    void anotherCopyThatIsAheadIsNoRewind() {
        positions.assigned(Map.of(P, 10L), Map.of(P, 30L));

        assertThat(positions.reload(List.of(P), Map.of(P, 20L))).isEmpty();
        assertThat(positions.expected(P)).hasValue(20);
        assertThat(positions.accepts(P, 25)).isTrue();
    }

    @Test
    void aDatabaseThatWasSetBackDropsOldFetchesUntilTheSeekIsSeen() {
        positions.assigned(Map.of(P, 10L), Map.of(P, 30L));
        positions.committed(Map.of(P, 25L));

        assertThat(positions.reload(List.of(P), Map.of(P, 12L))).containsExactly(P);
        assertThat(positions.accepts(P, 25)).as("fetched before the seek").isFalse();
        positions.assigned(Map.of(P, 12L), Map.of(P, 30L));
        assertThat(positions.accepts(P, 27)).as("still fetched before the seek").isFalse();
        assertThat(positions.accepts(P, 12)).isTrue();
        assertThat(positions.accepts(P, 27)).isTrue();
    }

    @Test
    void aRewindEndsWhenOldFetchesAreCertainlyUsedUp() {
        Instant[] now = {CLOCK.instant()};
        PartitionPositions ticking = new PartitionPositions(new Ticking(now));
        ticking.assigned(Map.of(P, 10L), Map.of(P, 30L));
        ticking.reload(List.of(P), Map.of(P, 5L));
        ticking.assigned(Map.of(P, 5L), Map.of(P, 30L));
        assertThat(ticking.accepts(P, 8)).isFalse();

        now[0] = now[0].plus(Duration.ofMinutes(1));

        assertThat(ticking.accepts(P, 8)).isTrue();
    }

    private static final class Ticking extends Clock {
        private final Instant[] now;

        Ticking(Instant[] now) {
            this.now = now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now[0];
        }
    }
}
