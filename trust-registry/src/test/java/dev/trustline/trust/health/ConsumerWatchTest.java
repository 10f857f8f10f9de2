package dev.trustline.trust.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.trust.StartGate;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.messaging.PartitionPositions;
import dev.trustline.trust.presence.BrokerClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ConsumerWatchTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aPollingThreadThatTurnsIsAliveThoughTheBrokerIsAwayForHours() {
        ConsumerWatch watch = new ConsumerWatch(null, new PartitionPositions(Clock.systemUTC()), new BrokerClock(nanos::get), null,
                new StartGate(), new Stopping(), new SimpleMeterRegistry(), nanos::get);
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(watch.sinceLastTurn()).isEqualTo(Duration.ofHours(2));

        assertThatThrownBy(() -> watch.look(new BrokerAway())).isInstanceOf(TimeoutException.class);

        assertThat(watch.sinceLastTurn()).isZero();
    }

    private static final class BrokerAway extends MockConsumer<byte[], byte[]> {

        BrokerAway() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
            throw new TimeoutException("the broker is away");
        }
    }
}
