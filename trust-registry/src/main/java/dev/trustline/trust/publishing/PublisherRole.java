package dev.trustline.trust.publishing;

import dev.trustline.events.topic.Topic;
import dev.trustline.trust.InstanceName;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.messaging.KafkaSettings;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.OutboxPage;
import dev.trustline.trust.store.OutboxReader;
import dev.trustline.trust.store.OutboxRows;
import dev.trustline.trust.store.PublisherRow;
import dev.trustline.trust.store.RelationRows;
import dev.trustline.trust.tracing.TraceSpan;
import dev.trustline.trust.tracing.TraceSpans;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * One term of this copy as the publisher: from the lock to its loss. The lock, the outbox and its marking share one
 * connection, so that losing the database ends the term; the producer's fixed {@code transactional.id} fences a
 * predecessor, so that nothing late can land. The term also ends when the database falls behind what was published, which
 * means that an older backup was put back: the next term begins with a rebuild. Confined to the publisher's thread.
 */
final class PublisherRole implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PublisherRole.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final OutboxReader reader = new OutboxReader();
    private final OutboxRows rows = new OutboxRows();
    private final RegistryEvents events;
    private final Connection connection;
    private final KafkaProducer<String, byte[]> producer;
    private final PublishMeters meters;
    private final Checkpoint published;
    private final int batch;

    private PublisherRole(Connection connection, KafkaProducer<String, byte[]> producer, PublishMeters meters, RegistryEvents events,
            Checkpoint published, int batch) {
        this.connection = connection;
        this.producer = producer;
        this.meters = meters;
        this.events = events;
        this.published = published;
        this.batch = batch;
    }

    /** Takes the role on a connection that holds the lock: fences the predecessor, then reads what it published. */
    static PublisherRole take(Connection connection, KafkaSettings kafka, Rebuild rebuild, PublishMeters meters, TraceSpans tracing,
            TrustConfig config) throws SQLException {
        KafkaProducer<String, byte[]> producer = kafka.transactionalProducer(config.publisher().transactionalId());
        try {
            producer.initTransactions();
            Checkpoint published = rebuild.ifNewer();
            new PublisherRow().take(connection, InstanceName.of(config));
            publishWhatIsMissing(connection, published);
            LOG.infof("This copy publishes now instance=%s", InstanceName.of(config));
            return new PublisherRole(connection, producer, meters, new RegistryEvents(tracing), published,
                    config.publisher().batch());
        } catch (SQLException | RuntimeException e) {
            producer.close(CLOSE);
            throw e;
        }
    }

    /** A broker that was emptied gets every state again: consumers and the next rebuild count on the topic. */
    private static void publishWhatIsMissing(Connection connection, Checkpoint published) throws SQLException {
        List<RelationKey> missing = published.lacks(new RelationRows().settledVersions(connection));
        if (!missing.isEmpty()) {
            LOG.warnf("%d states are missing from %s and are published again", missing.size(), Topic.TRUST_STATE.topicName());
            new OutboxRows().addStates(connection, missing);
        }
    }

    /** Publishes until the service is stopping, the role is lost or the database was set back. */
    void publish(PublisherSignal signal, Duration idleWait, Stopping stopping) throws SQLException, ExecutionException {
        while (!stopping.hasBegun() && !Thread.currentThread().isInterrupted()) {
            OutboxPage page = reader.read(connection, batch);
            if (published.isAheadOf(page)) {
                LOG.error("The database is older than what was published from it; taking back what it does not know before going on");
                return;
            }
            if (page.isEmpty()) {
                signal.await(idleWait);
            } else {
                send(page);
            }
        }
    }

    private void send(OutboxPage page) throws SQLException, ExecutionException {
        long started = System.nanoTime();
        RegistryEvents.Outgoing outgoing = events.outgoing(page);
        send(outgoing.records());
        outgoing.spans().forEach(TraceSpan::end);
        published.add(page);
        rows.delete(connection, page.ids());
        meters.published(outgoing.records(), System.nanoTime() - started);
    }

    private void send(List<ProducerRecord<String, byte[]>> records) throws ExecutionException {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        for (Future<RecordMetadata> future : sent) {
            await(future);
        }
        producer.commitTransaction();
    }

    private static void await(Future<RecordMetadata> future) throws ExecutionException {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
