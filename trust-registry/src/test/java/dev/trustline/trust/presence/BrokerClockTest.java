package dev.trustline.trust.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerClockTest {

    private static final Instant HERE = Instant.parse("2026-11-24T10:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final BrokerClock clock = new BrokerClock(nanos::get);

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
    void theFreshestRecordTellsWhereTheBrokerIsAndTimeGoesOnFromThere() {
        clock.observe(HERE.plusSeconds(7).toEpochMilli());
        clock.observe(HERE.minusSeconds(3600).toEpochMilli());
        pass(Duration.ofSeconds(3));

        assertThat(clock.now()).isEqualTo(HERE.plusSeconds(10));
    }

    @Test
    void aBrokerClockThatWasSetBackIsFollowedAfterTwoWindows() {
        clock.observe(HERE.plusSeconds(3600).toEpochMilli());
        for (int window = 0; window < 2; window++) {
            pass(BrokerClock.WINDOW.plusMillis(1));
            clock.observe(HERE.plusNanos(nanos.get()).toEpochMilli());
        }

        assertThat(clock.now()).isEqualTo(HERE.plusNanos(nanos.get()));
    }

    @Test
    void afterALongSilenceAnOldRecordDoesNotTakeTheTimeBack() {
        clock.observe(HERE.toEpochMilli());
        pass(Duration.ofHours(2));
        clock.observe(HERE.minusSeconds(60).toEpochMilli());

        assertThat(clock.now()).isEqualTo(HERE.plus(Duration.ofHours(2)));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
