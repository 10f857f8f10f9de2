package dev.trustline.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Verified;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PairingMetricsTest {
    @Test
    void theWholeWayIsATimerForEachOutcome() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        PairingMetrics metrics = new PairingMetrics(registry);
        metrics.ended(TrustStatus.TRUSTED, Duration.ofSeconds(4));
        metrics.ended(TrustStatus.TRUSTED, Duration.ofSeconds(2));
        metrics.ended(TrustStatus.DENIED, Duration.ofMinutes(3));
        Timer trusted = registry.get(PairingMetrics.DURATION).tag("outcome", "trusted").timer();
        assertThat(trusted.count()).isEqualTo(2);
        assertThat(trusted.max(TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(registry.get(PairingMetrics.DURATION).tag("outcome", "denied").timer().count()).isEqualTo(1);
    }

    @Test
    void anImpossibleTapIsCountedWhereItLedToTrust() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        PairingMetrics metrics = new PairingMetrics(registry);
        ResultFacts facts = ResultFacts.of(new Udid("00008110-001A2B3C4D5E6F70"), "bench-7", 1, Reason.USER_ACCEPTED)
                .withRecord(new RecordFacts("a".repeat(64), RecordFacts.Origin.PAIRED, true, false, false));
        metrics.reported(new Trusted(facts));
        assertThat(registry.find(PairingMetrics.IMPOSSIBLE_TAPS).counters()).isEmpty();
        metrics.reported(new Trusted(facts.withImpossibleTap(ImpossibleTap.TOO_FAST)));
        metrics.reported(new Verified(facts.withImpossibleTap(ImpossibleTap.TOO_FAST)));
        assertThat(registry.get(PairingMetrics.IMPOSSIBLE_TAPS).tag("kind", "too-fast").counter().count()).isEqualTo(1);
    }
}
