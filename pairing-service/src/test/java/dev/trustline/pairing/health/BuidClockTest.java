package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuidClockTest {
    /** As glibc's rand() draws them. */
    @ParameterizedTest
    @CsvSource({"1700000000, B1BA861B-DC54-CBE6-9F25-A8C7BA3E5636", "1764000000, 1C4C472B-C6B5-BE06-EA13-5F70416A230A"})
    void whatTheClockExplainsIsFoundWithinADayAndNotBeyond(long second, String buid) {
        Instant made = Instant.ofEpochSecond(second);
        assertThat(BuidClock.explains(buid, made)).isTrue();
        assertThat(BuidClock.explains(buid, made.plus(Duration.ofDays(1)))).isTrue();
        assertThat(BuidClock.explains(buid, made.minus(Duration.ofDays(1)))).isTrue();
        assertThat(BuidClock.explains(buid, made.plus(Duration.ofDays(1)).plusSeconds(1))).isFalse();
    }

    @Test
    void aRandomIdentityIsNotExplainedAndTheTestTakesLessThanASecond() {
        long begin = processorTime();
        assertThat(BuidClock.explains("11111111-2222-3333-4444-555555555555", Instant.ofEpochSecond(1_764_000_000))).isFalse();
        assertThat(Duration.ofNanos(processorTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(BuidClock.explains("11111111-2222-3333-4444-55555555555g", Instant.ofEpochSecond(1_764_000_000))).isFalse();
    }

    /** Of this thread: what else the machine does is not measured. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
