package dev.trustline.trust.messaging;

import dev.trustline.trust.BackOff;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.publishing.PublisherSignal;
import dev.trustline.trust.store.BatchOutcome;
import dev.trustline.trust.store.BatchStore;
import dev.trustline.trust.store.OffsetRows;
import dev.trustline.trust.store.PartitionId;
import dev.trustline.trust.tracing.TraceSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Applies one polled batch until the database has taken it. A bad record goes to the dead letter queue and the rest goes
 * on; a database or broker that is away only makes it wait; a batch that another copy has taken is dropped. Used by one
 * thread.
 */
@ApplicationScoped
public class BatchApplier {

    private static final Logger LOG = Logger.getLogger(BatchApplier.class);
    private static final String DATA_EXCEPTION = "22";
    private static final String CONSTRAINT = "23";

    private final EventDecoder decoder = new EventDecoder();
    private final OffsetRows offsets = new OffsetRows();
    private final BatchStore store;
    private final DataSource dataSource;
    private final DeadLetterWriter deadLetters;
    private final PartitionPositions positions;
    private final Repositioning repositioning;
    private final ApplyMeters meters;
    private final TraceSpans tracing;
    private final PublisherSignal publisher;
    private final InfrastructureState infrastructure;
    private final Stopping stopping;
    private final TrustConfig config;

    public BatchApplier(
            DataSource dataSource,
            DeadLetterWriter deadLetters,
            PartitionPositions positions,
            Repositioning repositioning,
            ApplyMeters meters,
            TraceSpans tracing,
            PublisherSignal publisher,
            InfrastructureState infrastructure,
            Stopping stopping,
            TrustConfig config) {
        this.store = new BatchStore(dataSource, config.commandLife());
        this.dataSource = dataSource;
        this.deadLetters = deadLetters;
        this.positions = positions;
        this.repositioning = repositioning;
        this.meters = meters;
        this.tracing = tracing;
        this.publisher = publisher;
        this.infrastructure = infrastructure;
        this.stopping = stopping;
        this.config = config;
    }

    /** Applies the records; returns when they are stored, dropped as taken before, or the service is stopping. */
    public void apply(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            meters.arrived(record.timestamp());
        }
        until(PolledBatch.of(records, decoder::decode), true);
    }

    private void until(PolledBatch batch, boolean mayBeSplit) {
        BackOff backOff = BackOff.of(config.backOff());
        while (!batch.isEmpty() && !stopping.hasBegun()) {
            try {
                if (tryOnce(batch)) {
                    return;
                }
            } catch (SQLException | RuntimeException e) {
                if (isAboutData(e) && !batch.isGivenUp()) {
                    refused(batch, mayBeSplit, e);
                    return;
                }
                waitFor("database", e, backOff);
            } catch (DeadLetterWriter.BrokerAway e) {
                waitFor("broker", e, backOff);
            }
        }
    }

    /** One try. Returns false if another copy had moved an offset: what is left of the batch is to be tried again. */
    private boolean tryOnce(PolledBatch batch) throws SQLException, DeadLetterWriter.BrokerAway {
        dropWhatIsIn(batch);
        if (batch.isEmpty()) {
            return true;
        }
        keepUnreadable(batch.all());
        long started = System.nanoTime();
        ApplySpans spans = ApplySpans.begin(batch.toStore(p -> positions.expected(p).orElseThrow()), tracing);
        BatchOutcome outcome = store.apply(spans.batch());
        infrastructure.databaseAnswers(true);
        if (outcome instanceof BatchOutcome.Committed committed) {
            positions.committed(batch.ends());
            publisher.wake();
            spans.end(committed);
            meters.committed(committed, spans.batch(), System.nanoTime() - started);
            return true;
        }
        fenced(batch.partitions());
        return false;
    }

    private void dropWhatIsIn(PolledBatch batch) throws SQLException {
        List<PartitionId> unknown = batch.partitions().stream().filter(p -> positions.expected(p).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            reload(unknown);
        }
        for (PartitionId partition : List.copyOf(batch.partitions())) {
            if (positions.expected(partition).isEmpty() || !positions.accepts(partition, batch.firstOffset(partition))) {
                batch.drop(partition);
            } else {
                batch.skipBelow(partition, positions.expected(partition).getAsLong());
            }
        }
    }

    private void fenced(Collection<PartitionId> partitions) throws SQLException {
        meters.fenced();
        LOG.warnf("Batch dropped: another copy has moved an offset partition=%s", partitions);
        reload(partitions);
    }

    private void reload(Collection<PartitionId> partitions) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            List<PartitionId> setBack = positions.reload(partitions, offsets.read(connection, partitions));
            if (!setBack.isEmpty()) {
                LOG.errorf("The database was set back under a running registry; reading again from its offsets partition=%s", setBack);
                repositioning.afterSetBack();
            }
        }
    }

    private void keepUnreadable(Collection<PolledBatch.Entry> entries) throws DeadLetterWriter.BrokerAway {
        for (PolledBatch.Entry entry : entries) {
            if (entry.isToBeKept()) {
                deadLetters.write(entry.record(), ((Decoded.Unreadable) entry.decoded()).reason());
                entry.kept();
                meters.deadLettered();
            }
        }
    }

    private void refused(PolledBatch batch, boolean mayBeSplit, Exception e) {
        if (mayBeSplit) {
            LOG.warnf("Batch refused for its data, trying each record alone error=%s", e.getMessage());
            batch.singles().forEach(single -> until(single, false));
            return;
        }
        batch.giveUp("cannot be applied: " + firstLine(e));
        until(batch, false);
    }

    private static boolean isAboutData(Exception e) {
        if (e instanceof SQLException sql) {
            String state = String.valueOf(sql.getSQLState());
            return state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT);
        }
        return !(e instanceof KafkaException);
    }

    private void waitFor(String what, Exception e, BackOff backOff) {
        meters.waited();
        infrastructure.databaseAnswers(!(e instanceof SQLException));
        LOG.warnf("Batch waits, the %s is away error=%s", what, firstLine(e));
        LOG.debug("Batch waits", e);
        stopping.within(backOff.next());
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}
