package dev.trustline.trust.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BrokerClockTest {

    private static final Instant HERE = Instant.parse("2026-11-24T10:00:00Z");

    private final BrokerClock clock = new BrokerClock(Clock.fixed(HERE, ZoneOffset.UTC));

    @Test
    void beforeAnyRecordTheBrokerHasNoTime() {
        assertThat(clock.now()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void oldRecordsAloneLeaveTheBrokerInThePast() {
        clock.observe(HERE.minusSeconds(3600).toEpochMilli());

        assertThat(clock.now()).isEqualTo(HERE.minusSeconds(3600));
    }

    @Test
    void theFreshestRecordTellsHowFarTheClocksDiffer() {
        clock.observe(HERE.plusSeconds(7).toEpochMilli());
        clock.observe(HERE.minusSeconds(3600).toEpochMilli());

        assertThat(clock.now()).isEqualTo(HERE.plusSeconds(7));
    }
}
