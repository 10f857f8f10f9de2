package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BrokerTimeTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private final BrokerTime time = new BrokerTime();
    private final Clock clock = time.clock(Clock.fixed(NOON.plus(Duration.ofHours(2)), ZoneOffset.UTC));

    @Test
    void theClockIsTheHostsUntilTheBrokerHasToldItsTimeAndTheBrokersFromThenOn() {
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        time.acknowledged(NOON.toEpochMilli());
        assertThat(clock.instant()).isBetween(NOON, NOON.plusSeconds(60));
        assertThat(time.lead(NOON.plus(Duration.ofHours(2))).orElseThrow()).isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
    }
}
