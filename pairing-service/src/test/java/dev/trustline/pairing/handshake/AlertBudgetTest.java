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
        VaultEntry.Alerts one = at(2, NOON).counted(VaultEntry.Alerts.NONE, 1);
        assertThat(at(2, NOON).counted(one, 1)).isEqualTo(one);
        assertThat(at(2, NOON).isSpent(one)).isFalse();
        VaultEntry.Alerts two = at(2, NOON.plusSeconds(60)).counted(one, 2);
        assertThat(at(2, NOON.plusSeconds(60)).isSpent(two)).isTrue();
        assertThat(at(2, NOON.plus(Duration.ofDays(1))).isSpent(two)).isFalse();
        assertThat(at(2, NOON.plus(Duration.ofDays(1))).counted(two, 3).raised()).hasSize(2);
    }

    @Test
    void aClockThatWentBackDoesNotOpenTheWayAndZeroIsNoLimit() {
        VaultEntry.Alerts one = at(1, NOON).counted(VaultEntry.Alerts.NONE, 1);
        assertThat(at(1, NOON.minus(Duration.ofDays(3))).isSpent(one)).isTrue();
        assertThat(at(0, NOON).isSpent(one)).isFalse();
    }

    @Test
    void aNewAlertForgetsTheOldDenial() {
        VaultEntry.Alerts denied = at(5, NOON).counted(VaultEntry.Alerts.NONE, 1).refused();
        assertThat(denied.denied()).isTrue();
        assertThat(at(5, NOON).counted(denied, 2).denied()).isFalse();
    }
}
