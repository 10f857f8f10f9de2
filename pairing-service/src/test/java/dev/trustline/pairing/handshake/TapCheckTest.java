package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.ImpossibleTap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which taps cannot have been a person's. The monotonic clock may stand anywhere, below zero too. */
class TapCheckTest {
    private static final long START = -Duration.ofSeconds(3).toNanos();

    private static long after(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "pending, 0, TOO_FAST",
        "pending, 299, TOO_FAST",
        "pending, 300, -",
        "pending, 60000, -",
        "'', 0, -",
        "locked, 60000, WHILE_LOCKED",
        "locked locked, 0, WHILE_LOCKED",
        "locked pending, 299, TOO_FAST",
        "locked pending, 300, -",
        "pending locked, 60000, WHILE_LOCKED",
        "pending locked pending, 60000, -",
    })
    void theAnswersBeforeTheAcceptanceDecide(String answers, long afterMillis, ImpossibleTap odd) {
        TapCheck check = new TapCheck(false);
        for (String answer : answers.split(" ")) {
            if (answer.equals("pending")) {
                check.pending(after(0));
            } else if (answer.equals("locked")) {
                check.locked();
            }
        }
        assertThat(check.accepted(after(afterMillis)).orElse(null)).isEqualTo(odd);
    }

    @Test
    void theFirstPendingCountsAndNotTheLast() {
        TapCheck check = new TapCheck(false);
        check.pending(after(0));
        check.pending(after(290));
        assertThat(check.accepted(after(310))).isEmpty();
    }

    @Test
    void anAlertThatMayHaveBeenUpBeforeIsNotTimed() {
        TapCheck check = new TapCheck(true);
        check.pending(after(0));
        assertThat(check.accepted(after(1))).isEmpty();
        check.locked();
        assertThat(check.accepted(after(2))).contains(ImpossibleTap.WHILE_LOCKED);
    }
}
