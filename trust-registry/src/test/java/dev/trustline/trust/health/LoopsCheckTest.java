package dev.trustline.trust.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.trust.StartGate;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.messaging.PartitionPositions;
import dev.trustline.trust.presence.BrokerClock;
import dev.trustline.trust.publishing.Publisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class LoopsCheckTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StartGate gate = new StartGate();
    private final ConsumerWatch watch = new ConsumerWatch(null, new PartitionPositions(Clock.systemUTC()), new BrokerClock(nanos::get), null,
            gate, new Stopping(), new SimpleMeterRegistry(), nanos::get);
    private final LoopsCheck check = new LoopsCheck(watch, new Publisher(null, null, null, null, null, null, gate, new Stopping(), null), gate);

    @Test
    void aCopyThatWaitsForTopicsOrDatabaseIsNotKilledHoweverLongItWaits() {
        nanos.addAndGet(Duration.ofHours(9).toNanos());
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aPollingThreadThatIsSilentForTenMinutesIsDeadUntilItTurnsAgain() {
        gate.open();
        nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        nanos.incrementAndGet();
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(check.call().getData().orElseThrow()).containsEntry("secondsSincePoll", 600L).containsEntry("publisher", true);

        watch.look(new MockConsumer<>("earliest"));
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }
}
