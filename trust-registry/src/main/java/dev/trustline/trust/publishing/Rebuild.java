package dev.trustline.trust.publishing;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.trust.RelationState;
import dev.trustline.events.trust.TrustStateChanged;
import dev.trustline.trust.TrustMetrics;
import dev.trustline.trust.relation.Marks;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.relation.StateTransition;
import dev.trustline.trust.store.NumberedTransition;
import dev.trustline.trust.store.PublisherRow;
import dev.trustline.trust.store.RelationRows;
import dev.trustline.trust.store.TransitionRows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Takes back from the topics what the database does not know: every state whose version is higher than its own, so that an
 * older backup cannot overwrite newer truth, and every transition that is missing. Repeating it changes nothing, and two
 * copies may do it at once. Thread-safe.
 *
 * <p>History comes before states: a rebuild that was broken off still finds newer states the next time, and begins anew.
 * Before either, the numbering gets a new epoch, as a restored database counts its events from an old number.
 */
@ApplicationScoped
public class Rebuild {

    private static final Logger LOG = Logger.getLogger(Rebuild.class);

    private final EventCodec codec = new EventCodec();
    private final RelationRows relations = new RelationRows();
    private final TransitionRows transitions = new TransitionRows();
    private final PublisherRow publisher = new PublisherRow();
    private final DataSource dataSource;
    private final TopicReader topics;
    private final Timer duration;

    public Rebuild(DataSource dataSource, TopicReader topics, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.topics = topics;
        this.duration = Timer.builder(TrustMetrics.REPLAY_DURATION).register(meters);
    }

    /**
     * Takes back states and history if the checkpoint topic knows anything newer than the database.
     *
     * @return what that topic held at its end
     */
    public Checkpoint ifNewer() throws SQLException {
        Timer.Sample sample = Timer.start();
        Checkpoint published = new Checkpoint();
        int[] newer = {0};
        topics.readToEnd(Topic.TRUST_STATE, page -> newer[0] += compare(page, published));
        if (newer[0] > 0) {
            LOG.warnf("The database is older than %s: taking back what it does not know newer=%d", Topic.TRUST_STATE.topicName(), newer[0]);
            all();
        }
        long nanos = sample.stop(duration);
        LOG.infof("Checkpoint read to its end: %d states were newer than the database's durationMs=%d", newer[0], nanos / 1_000_000);
        return published;
    }

    /** Takes back history and states, whether or not a state is newer. */
    public void all() throws SQLException {
        raiseEpoch();
        int[] missing = {0};
        topics.readToEnd(Topic.TRUST_CHANGES, page -> missing[0] += restoreTransitions(page));
        int[] taken = {0};
        topics.readToEnd(Topic.TRUST_STATE, page -> taken[0] += restoreStates(page));
        LOG.infof("Taken back from the topics: %d transitions, %d states", missing[0], taken[0]);
    }

    private void raiseEpoch() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            publisher.raiseEpoch(connection);
        }
    }

    private int compare(List<ConsumerRecord<String, byte[]>> page, Checkpoint published) throws SQLException {
        Map<RelationKey, Relation> newest = newest(page);
        newest.values().forEach(published::add);
        if (newest.isEmpty()) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection()) {
            Map<RelationKey, Relation> stored = relations.load(connection, newest.keySet());
            return (int) newest.values().stream().filter(r -> isNewer(r, stored.get(r.key()))).count();
        }
    }

    private static boolean isNewer(Relation published, Relation stored) {
        return stored == null || stored.version() < published.version();
    }

    private int restoreStates(List<ConsumerRecord<String, byte[]>> page) throws SQLException {
        Map<RelationKey, Relation> newest = newest(page);
        if (newest.isEmpty()) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection()) {
            return relations.restore(connection, List.copyOf(newest.values()));
        }
    }

    private Map<RelationKey, Relation> newest(List<ConsumerRecord<String, byte[]>> page) {
        Map<RelationKey, Relation> newest = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : page) {
            state(record).ifPresent(r -> newest.merge(r.key(), r, (a, b) -> b.version() >= a.version() ? b : a));
        }
        return newest;
    }

    private int restoreTransitions(List<ConsumerRecord<String, byte[]>> page) throws SQLException {
        List<NumberedTransition> found = page.stream().map(this::transition).flatMap(Optional::stream).toList();
        if (found.isEmpty()) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection()) {
            return transitions.restore(connection, found);
        }
    }

    private Optional<Relation> state(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            Event<RelationState> event = codec.read(record.headers(), record.value(), RelationState.class);
            return Optional.of(relation(event));
        } catch (UnreadableEvent e) {
            unreadable(record, e);
            return Optional.empty();
        }
    }

    private static Relation relation(Event<RelationState> event) {
        RelationState s = event.data();
        RelationState.Applied applied = s.applied().getOrDefault(EventSource.PAIRING_SERVICE, new RelationState.Applied(0, 0));
        EventId id = new EventId(applied.epoch(), applied.sequence());
        Instant appliedAt = event.envelope().time();
        String evidence = event.envelope().causationId()
                .map(c -> EventSource.of(s.host(), EventSource.PAIRING_SERVICE) + "#" + c)
                .orElse(null);
        return new Relation(new RelationKey(s.udid(), s.host()), s.state(), s.reason(), s.rawError(), s.since(), s.attempt(),
                marks(s, appliedAt), s.device(), s.record(), s.decidedBy(), s.provenAt(), s.version(), id, appliedAt, evidence,
                event.envelope().traceparent().orElse(null));
    }

    /** The time of a mark that an older version published without one is that of the event before it: it waits for a proof. */
    private static Marks marks(RelationState s, Instant appliedAt) {
        boolean forgotten = s.state() == TrustStatus.REVOKED && s.reason() == Reason.HOST_FORGOTTEN;
        Instant since = s.suspectedSince() == null && s.suspected() ? appliedAt : s.suspectedSince();
        return new Marks(since, Boolean.TRUE.equals(s.recordReplaced()), forgotten ? s.since() : null);
    }

    private Optional<NumberedTransition> transition(ConsumerRecord<String, byte[]> record) {
        try {
            Event<TrustStateChanged> event = codec.read(record.headers(), record.value(), TrustStateChanged.class);
            TrustStateChanged c = event.data();
            return Optional.of(new NumberedTransition(event.envelope().id(), event.envelope().previous(), new StateTransition(
                    new RelationKey(c.udid(), c.host()), c.from(), c.to(), c.reason(), c.rawError(), c.at(), c.attempt(),
                    c.evidence(), c.decidedBy(), c.timings(), c.version(), event.envelope().traceparent().orElse(null), c.impossibleTap())));
        } catch (UnreadableEvent e) {
            unreadable(record, e);
            return Optional.empty();
        }
    }

    private static void unreadable(ConsumerRecord<String, byte[]> record, UnreadableEvent e) {
        LOG.warnf("Record of our own topic cannot be read and is left out topic=%s partition=%d offset=%d error=%s",
                record.topic(), record.partition(), record.offset(), e.getMessage());
    }
}
