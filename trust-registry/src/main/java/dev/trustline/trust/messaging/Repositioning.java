package dev.trustline.trust.messaging;

import dev.trustline.trust.BackOff;
import dev.trustline.trust.StartGate;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.publishing.Rebuild;
import dev.trustline.trust.store.OffsetRows;
import dev.trustline.trust.store.PartitionId;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Puts the consumer where the database says: every partition at its stored offset; without a row, at the beginning; below
 * the log's start, at that start, which is a {@code retention-gap}; beyond its end, which means that the broker lost or was
 * given a new log, at its start too, as what is in already is dropped by its number. Before the first time, and after the database was set
 * back, the checkpoint topic is read: results that are read again must meet the newest states, or they would be applied
 * twice. Runs on the polling thread.
 */
@ApplicationScoped
public class Repositioning {

    private static final Logger LOG = Logger.getLogger(Repositioning.class);

    private final OffsetRows rows = new OffsetRows();
    private final DataSource dataSource;
    private final PartitionPositions positions;
    private final Rebuild rebuild;
    private final StartGate gate;
    private final Stopping stopping;
    private final TrustConfig config;
    private final ApplyMeters meters;
    private final Instance<KafkaClientService> clients;
    private volatile boolean compared;

    public Repositioning(
            DataSource dataSource,
            PartitionPositions positions,
            Rebuild rebuild,
            StartGate gate,
            Stopping stopping,
            TrustConfig config,
            ApplyMeters meters,
            Instance<KafkaClientService> clients) {
        this.dataSource = dataSource;
        this.positions = positions;
        this.rebuild = rebuild;
        this.gate = gate;
        this.stopping = stopping;
        this.config = config;
        this.meters = meters;
        this.clients = clients;
    }

    /** The database was set back: asks the polling thread to rebuild and to put every assigned partition at its stored offset. */
    void afterSetBack() {
        compared = false;
        clients.get().<byte[], byte[]>getConsumer(IncomingEvents.CHANNEL)
                .runOnPollingThread((Consumer<byte[], byte[]> c) -> { seek(c, c.assignment()); })
                .subscribe().with(done -> LOG.info("Partitions put back to the stored offsets"),
                        failure -> LOG.error("Partitions could not be put back; restart this copy", failure));
    }

    /** Puts these partitions where they belong, waiting for the database as long as it takes. */
    void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!gate.awaitOpen()) {
            return;
        }
        BackOff backOff = BackOff.of(config.backOff());
        while (!stopping.hasBegun()) {
            try {
                place(consumer, partitions);
                return;
            } catch (SQLException | KafkaException e) {
                LOG.warnf("Partitions wait to be placed error=%s", e.getMessage());
                LOG.debug("Partitions wait to be placed", e);
                stopping.within(backOff.next());
            }
        }
    }

    private void place(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) throws SQLException {
        Map<PartitionId, Long> starts = ids(consumer.beginningOffsets(partitions));
        Map<PartitionId, Long> ends = ids(consumer.endOffsets(partitions));
        Map<PartitionId, Long> stored = stored(starts);
        Map<PartitionId, Long> outside = gaps(stored, starts);
        outside.putAll(beyond(consumer, partitions, stored, starts));
        if (!outside.isEmpty()) {
            try (Connection connection = dataSource.getConnection()) {
                rows.closeGaps(connection, outside);
            }
            stored.putAll(outside);
        }
        partitions.forEach(p -> consumer.seek(p, stored.get(new PartitionId(p.topic(), p.partition()))));
        positions.assigned(stored, ends);
    }

    private Map<PartitionId, Long> stored(Map<PartitionId, Long> starts) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Map<PartitionId, Long> stored = rows.read(connection, starts.keySet());
            if (stored.size() == starts.size()) {
                compareOnce();
                return stored;
            }
            Map<PartitionId, Long> missing = new HashMap<>(starts);
            missing.keySet().removeAll(stored.keySet());
            LOG.infof("No stored offsets, rebuilding before reading from the beginning partition=%s", missing.keySet());
            rebuild.all();
            compared = true;
            rows.insertMissing(connection, missing);
            return rows.read(connection, starts.keySet());
        }
    }

    private void compareOnce() throws SQLException {
        if (!compared) {
            rebuild.ifNewer();
            compared = true;
        }
    }

    private Map<PartitionId, Long> gaps(Map<PartitionId, Long> stored, Map<PartitionId, Long> starts) {
        Map<PartitionId, Long> gaps = new HashMap<>(starts);
        gaps.entrySet().removeIf(start -> stored.get(start.getKey()) >= start.getValue());
        gaps.forEach((partition, start) -> {
            LOG.errorf("retention-gap: records were deleted before they were read, going on at the log's start "
                    + "topic=%s partition=%d offset=%d", partition.topic(), partition.partition(), start);
            meters.retentionGap(partition.topic());
        });
        return gaps;
    }

    /** The ends are asked again: another copy may have gone on since they were read. */
    private static Map<PartitionId, Long> beyond(Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
            Map<PartitionId, Long> stored, Map<PartitionId, Long> starts) {
        Map<PartitionId, Long> ends = ids(consumer.endOffsets(partitions));
        Map<PartitionId, Long> beyond = new HashMap<>(starts);
        beyond.keySet().removeIf(partition -> stored.get(partition) <= ends.get(partition));
        beyond.forEach((partition, start) -> LOG.errorf("The log is shorter than what was read from it: the topic was emptied or made anew, "
                + "reading it from its start topic=%s partition=%d offset=%d end=%d",
                partition.topic(), partition.partition(), stored.get(partition), ends.get(partition)));
        return beyond;
    }

    private static Map<PartitionId, Long> ids(Map<TopicPartition, Long> offsets) {
        Map<PartitionId, Long> ids = new HashMap<>();
        offsets.forEach((p, offset) -> ids.put(new PartitionId(p.topic(), p.partition()), offset));
        return ids;
    }
}
