package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AlertBudgetTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static AlertBudget at(int perDay, Instant now) {
        return new AlertBudget(perDay, Clock.fixed(now, ZoneOffset.UTC), new AlertBudget.Meter() {});
    }

    @Test
    void anAttemptCountsOnceAndTheOldestFallsOutAfterADay() {
        Alerts one = at(2, NOON).counted(Alerts.NONE, 1, 7);
        assertThat(at(2, NOON).counted(one, 1, 7)).isEqualTo(one);
        assertThat(at(2, NOON).isSpent(one)).isFalse();
        Alerts two = at(2, NOON.plusSeconds(60)).counted(one, 2, 7);
        assertThat(at(2, NOON.plusSeconds(60)).isSpent(two)).isTrue();
        assertThat(at(2, NOON.plus(Duration.ofDays(1))).isSpent(two)).isFalse();
        assertThat(at(2, NOON.plus(Duration.ofDays(1))).counted(two, 3, 7).raised()).hasSize(2);
    }

    @Test
    void aClockThatWentBackDoesNotOpenTheWayAndZeroIsNoLimit() {
        Alerts one = at(1, NOON).counted(Alerts.NONE, 1, 7);
        assertThat(at(1, NOON.minus(Duration.ofDays(3))).isSpent(one)).isTrue();
        assertThat(at(0, NOON).isSpent(one)).isFalse();
    }

    @Test
    void aNewAlertForgetsTheOldDenial() {
        Alerts denied = at(5, NOON).counted(Alerts.NONE, 1, 7).refused();
        assertThat(denied.denied()).isTrue();
        assertThat(at(5, NOON).counted(denied, 2, 7).denied()).isFalse();
    }
}
