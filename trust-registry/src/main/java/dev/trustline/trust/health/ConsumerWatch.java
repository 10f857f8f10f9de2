package dev.trustline.trust.health;

import dev.trustline.events.topic.Topic;
import dev.trustline.trust.StartGate;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.TrustMetrics;
import dev.trustline.trust.messaging.IncomingEvents;
import dev.trustline.trust.messaging.PartitionPositions;
import dev.trustline.trust.presence.BrokerClock;
import dev.trustline.trust.store.OffsetRows;
import dev.trustline.trust.store.PartitionId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Looks at the partitions of this copy from time to time: how far behind they are, which were read to their end (only that
 * lets a host be called silent), and the offsets for Kafka's own lag tools. Runs on the polling thread, briefly.
 */
@ApplicationScoped
public class ConsumerWatch {

    private static final Logger LOG = Logger.getLogger(ConsumerWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OffsetRows rows = new OffsetRows();
    private final KafkaClientService clients;
    private final PartitionPositions positions;
    private final BrokerClock brokerClock;
    private final DataSource dataSource;
    private final StartGate gate;
    private final Stopping stopping;
    private final Map<String, AtomicLong> lag;
    private final LongSupplier nanoTime;
    private volatile long lastTurn;

    @Inject
    public ConsumerWatch(
            KafkaClientService clients,
            PartitionPositions positions,
            BrokerClock brokerClock,
            DataSource dataSource,
            StartGate gate,
            Stopping stopping,
            MeterRegistry meters) {
        this(clients, positions, brokerClock, dataSource, gate, stopping, meters, System::nanoTime);
    }

    ConsumerWatch(
            KafkaClientService clients,
            PartitionPositions positions,
            BrokerClock brokerClock,
            DataSource dataSource,
            StartGate gate,
            Stopping stopping,
            MeterRegistry meters,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastTurn = nanoTime.getAsLong();
        this.clients = clients;
        this.positions = positions;
        this.brokerClock = brokerClock;
        this.dataSource = dataSource;
        this.gate = gate;
        this.stopping = stopping;
        this.lag = IncomingEvents.TOPICS.stream().map(Topic::topicName).collect(Collectors.toMap(t -> t,
                t -> meters.gauge(TrustMetrics.LAG, io.micrometer.core.instrument.Tags.of(TrustMetrics.TOPIC, t), new AtomicLong())));
    }

    @Scheduled(every = "${trust-registry.watch-every:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (!gate.isOpen() || stopping.hasBegun()) {
            return;
        }
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(IncomingEvents.CHANNEL);
        if (consumer != null) {
            consumer.runOnPollingThread(c -> { look(c); }).subscribe().with(done -> { }, ConsumerWatch::failed);
        }
    }

    /** How long ago the polling thread last answered. */
    Duration sinceLastTurn() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastTurn);
    }

    /** On the polling thread: that it comes here is the sign of life, whether or not the broker answers then. */
    void look(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        lastTurn = nanoTime.getAsLong();
        Map<PartitionId, Long> current = positions.current();
        current.keySet().retainAll(consumer.assignment().stream().map(p -> new PartitionId(p.topic(), p.partition())).toList());
        Instant before = brokerClock.now();
        Map<TopicPartition, Long> ends = consumer.endOffsets(current.keySet().stream().map(ConsumerWatch::kafka).toList(), PATIENCE);
        Map<PartitionId, Instant> readToEnd = new HashMap<>();
        Map<String, Long> behind = new HashMap<>();
        current.forEach((partition, next) -> {
            long left = Math.max(0, ends.get(kafka(partition)) - next);
            behind.merge(partition.topic(), left, Long::sum);
            if (left == 0 && partition.topic().equals(Topic.HOSTS.topicName()) && before.isAfter(Instant.EPOCH)) {
                readToEnd.put(partition, before);
            }
        });
        lag.forEach((topic, gauge) -> gauge.set(behind.getOrDefault(topic, 0L)));
        consumer.commitAsync(current.entrySet().stream().collect(Collectors.toMap(e -> kafka(e.getKey()), e -> new OffsetAndMetadata(e.getValue()))),
                (offsets, failure) -> LOG.tracef("Offsets for lag tools given error=%s", failure));
        store(readToEnd);
    }

    private void store(Map<PartitionId, Instant> readToEnd) {
        if (readToEnd.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            rows.readToEnd(connection, readToEnd);
        } catch (SQLException e) {
            failed(e);
        }
    }

    private static TopicPartition kafka(PartitionId partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }

    private static void failed(Throwable e) {
        LOG.debugf("Partitions could not be looked at, next time perhaps error=%s", e.getMessage());
    }
}
