package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.host.HostReported.HostProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void aLoopThatHangsIsNotAliveThoughItsThreadIsThere() {
        assertThat(Liveness.judged(true, Map.of("inbox", Duration.ofMinutes(10))).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Liveness.judged(true, Map.of("inbox", Duration.ofMinutes(9))).getStatus()).isEqualTo(Status.UP);
        assertThat(Liveness.judged(false, Map.of()).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Liveness.judged(true, Map.of()).getStatus()).as("while it starts").isEqualTo(Status.UP);
    }

    @Test
    void whatTheSelfTestHasFoundStandsInReadinessAndMakesNobodyUnready() {
        HealthCheckResponse ready = Readiness.told("", List.of(new HostProblem("usbmuxd-preflight", "start it with --no-preflight")));
        assertThat(ready.getStatus()).isEqualTo(Status.UP);
        assertThat(ready.getData().orElseThrow()).containsEntry("usbmuxd-preflight", "start it with --no-preflight");
        assertThat(Readiness.told("usbmuxd does not answer", List.of()).getStatus()).isEqualTo(Status.DOWN);
    }
}
