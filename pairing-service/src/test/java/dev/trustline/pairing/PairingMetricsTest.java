package dev.trustline.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.TrustStatus;
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
        metrics.attemptEnded(TrustStatus.TRUSTED, Duration.ofSeconds(4));
        metrics.attemptEnded(TrustStatus.TRUSTED, Duration.ofSeconds(2));
        metrics.attemptEnded(TrustStatus.DENIED, Duration.ofMinutes(3));
        Timer trusted = registry.get(PairingMetrics.DURATION).tag("outcome", "trusted").timer();
        assertThat(trusted.count()).isEqualTo(2);
        assertThat(trusted.max(TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(registry.get(PairingMetrics.DURATION).tag("outcome", "denied").timer().count()).isEqualTo(1);
    }
}
