package dev.trustline.trust.store;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.MassReset;
import dev.trustline.trust.relation.PromptBatch;
import dev.trustline.trust.relation.ReceivedResult;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationBatch;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Takes a batch of events into the database: offsets, relations, history, presence, host reports, answers to commands and
 * the outbox, all in one transaction or not at all. Thread-safe.
 */
public final class BatchStore {

    /** Who asks for a verification when a result was lost. */
    public static final String LOST_EVENT_RULE = "rule:lost-event";

    private final DataSource dataSource;
    private final Duration commandLife;
    private final OffsetRows offsets = new OffsetRows();
    private final RelationRows relations = new RelationRows();
    private final PresenceRows cables = new PresenceRows();
    private final HoldRows holds = new HoldRows();
    private final PromptRows prompts = new PromptRows();
    private final TransitionRows transitions = new TransitionRows();
    private final OutboxRows outbox = new OutboxRows();
    private final CommandRows commands = new CommandRows();
    private final HostRows hosts = new HostRows();
    private final LadderLog ladder = new LadderLog();
    private final PresenceStore presence;

    /**
     * A store in this database.
     *
     * @param dataSource  connections that are not part of any other transaction
     * @param commandLife how long a host may act on a verification that the registry asks for
     */
    public BatchStore(DataSource dataSource, Duration commandLife) {
        this.dataSource = dataSource;
        this.commandLife = commandLife;
        this.presence = new PresenceStore(relations, hosts, new DuplicateHolds(commands, commandLife));
    }

    /**
     * Applies a batch.
     *
     * @throws SQLException if the database did not take it; nothing of it is stored then
     */
    public BatchOutcome apply(EventBatch batch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                OptionalLong clock = offsets.advance(connection, batch.offsets());
                if (clock.isEmpty()) {
                    connection.rollback();
                    return new BatchOutcome.Fenced();
                }
                BatchOutcome outcome = write(connection, batch, clock.getAsLong());
                connection.commit();
                return outcome;
            } catch (SQLException | RuntimeException e) {
                Transactions.rollbackAfter(e, connection);
                throw e;
            }
        }
    }

    private BatchOutcome write(Connection connection, EventBatch batch, long clock) throws SQLException {
        List<RelationBatch.Counted> outcomes = new ArrayList<>();
        List<CommandVerb> asked = new ArrayList<>();
        if (batch.concernsPresence()) {
            PresenceStore.Done done = presence.apply(connection, batch);
            outcomes.addAll(done.outcomes());
            asked.addAll(done.asked());
        }
        int lost = 0;
        int suspected = 0;
        if (!batch.results().isEmpty()) {
            RelationBatch applied = results(connection, batch.results(), clock);
            asked.addAll(verify(connection, LOST_EVENT_RULE, applied.toVerify()));
            asked.addAll(verifySuspected(connection, applied.suspected()));
            outcomes.addAll(applied.outcomes());
            lost = applied.toVerify().size();
            suspected = applied.suspected().size();
        }
        return new BatchOutcome.Committed(outcomes, lost, suspected, asked);
    }

    private RelationBatch results(Connection connection, List<ReceivedResult> results, long clock) throws SQLException {
        Set<Udid> devices = results.stream().map(ReceivedResult::key).filter(Objects::nonNull).map(RelationKey::udid)
                .collect(Collectors.toSet());
        RelationBatch batch = new RelationBatch(relations.loadDevices(connection, devices), clock);
        results.forEach(batch::add);
        batch.settle();
        List<Relation> changed = batch.changed();
        if (!changed.isEmpty()) {
            relations.save(connection, changed);
        }
        prompts(connection, results);
        holds.save(connection, batch.holds());
        holds.saveHosts(connection, batch.hostHolds());
        if (!batch.transitions().isEmpty()) {
            transitions.insert(connection, batch.transitions());
            ladder.follow(connection, batch.transitions());
        }
        outbox.add(connection, batch.transitions(), batch.published());
        if (!batch.answers().isEmpty()) {
            commands.answer(connection, batch.answers());
        }
        raise(connection, batch);
        return batch;
    }

    private void prompts(Connection connection, List<ReceivedResult> results) throws SQLException {
        Set<RelationKey> concerned = PromptBatch.concerned(results);
        if (!concerned.isEmpty()) {
            PromptBatch batch = new PromptBatch(prompts.load(connection, concerned));
            results.forEach(batch::add);
            prompts.save(connection, batch.changed());
        }
    }

    /** Only where the phone is within reach; elsewhere the host proves the record first of all when the phone comes. */
    private List<CommandVerb> verifySuspected(Connection connection, Set<RelationKey> suspected) throws SQLException {
        return suspected.isEmpty() ? List.of()
                : verify(connection, MassReset.RULE, cables.attachedAt(connection, suspected));
    }

    private List<CommandVerb> verify(Connection connection, String rule, Collection<RelationKey> keys) throws SQLException {
        List<CommandVerb> asked = new ArrayList<>();
        for (RelationKey key : keys) {
            if (!commands.isOpen(connection, key, CommandVerb.VERIFY)) {
                commands.insert(connection, new CommandRows.Order(CommandVerb.VERIFY, null, rule, commandLife, null),
                        List.of(key));
                asked.add(CommandVerb.VERIFY);
            }
        }
        return asked;
    }

    private void raise(Connection connection, RelationBatch batch) throws SQLException {
        if (!batch.epochWentBack().isEmpty()) {
            hosts.raise(connection, batch.epochWentBack().entrySet().stream()
                    .map(e -> HostRows.FoundProblem.epochWentBack(e.getKey(), EventSource.PAIRING_SERVICE, e.getValue()))
                    .toList());
        }
    }
}
