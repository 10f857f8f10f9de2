package dev.trustline.trust.api;

import dev.trustline.events.TrustStatus;
import dev.trustline.events.command.BackupAnnounceRequested;
import dev.trustline.trust.CommandMeters;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.publishing.PublisherSignal;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.CommandRows;
import dev.trustline.trust.store.LabQueries;
import dev.trustline.trust.store.StoredCommand;
import dev.trustline.trust.store.Transactions;
import dev.trustline.trust.store.TrustQueries;
import dev.trustline.trust.tracing.TraceSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Takes commands: checks that the relation exists and that an approval fits the open attempt, then stores the command, its
 * audit row and its place in the outbox in one transaction. Thread-safe.
 */
@ApplicationScoped
public class CommandDesk {

    private static final int USUAL_ANNOUNCEMENT_SECONDS = 600;

    private final CommandRows rows = new CommandRows();
    private final DataSource dataSource;
    private final TrustConfig config;
    private final PublisherSignal publisher;
    private final CommandMeters meters;
    private final TraceSpans tracing;
    private final TrustQueries relations;
    private final HostNotes notes;
    private final LostHosts lostHosts;

    public CommandDesk(DataSource dataSource, TrustConfig config, PublisherSignal publisher, CommandMeters meters,
            TraceSpans tracing) {
        this.dataSource = dataSource;
        this.config = config;
        this.publisher = publisher;
        this.meters = meters;
        this.tracing = tracing;
        this.relations = new TrustQueries(config.hostSilentAfter());
        this.notes = new HostNotes(new LabQueries(config.hostSilentAfter()));
        this.lostHosts = new LostHosts(relations, notes);
    }

    /** Takes a command. */
    CommandItem give(RelationKey key, CommandRequest request, String user, String traceparent) throws SQLException {
        CommandVerb verb = verb(request);
        try (Connection connection = dataSource.getConnection()) {
            CommandItem item = Transactions.whole(connection, c -> store(c, key, new Asked(verb, request, user, traceparent)));
            publisher.wake();
            meters.byOperator(verb);
            return item;
        }
    }

    private record Asked(CommandVerb verb, CommandRequest request, String user, String traceparent) {}

    private CommandItem store(Connection connection, RelationKey key, Asked asked) throws SQLException {
        Relation relation = relations.find(connection, key)
                .orElseThrow(() -> ApiProblem.notFound("Nothing is known about this device at this host."))
                .relation();
        CommandRows.Order order = new CommandRows.Order(asked.verb(), attempt(asked.verb(), asked.request(), relation), asked.user(),
                config.commandLife(), tracing.ofRequest(asked.traceparent()), lostHosts.named(connection, key, asked.verb(), asked.request()),
                forSeconds(asked.verb(), asked.request()));
        return CommandItem.of(rows.insert(connection, order, List.of(key)).get(0), notes.note(connection, key.host()));
    }

    /** What became of a command. */
    CommandItem find(String id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            StoredCommand command = rows.find(connection, id)
                    .orElseThrow(() -> ApiProblem.notFound("There is no command with this id."));
            boolean open = command.answeredAt() == null;
            return CommandItem.of(command, open ? notes.note(connection, command.host()) : null);
        }
    }

    /** The commands about a relation below that id, newest first. */
    List<CommandItem> list(RelationKey key, String below, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (relations.find(connection, key).isEmpty()) {
                throw ApiProblem.notFound("Nothing is known about this device at this host.");
            }
            return rows.list(connection, key, below, limit).stream().map(c -> CommandItem.of(c, null)).toList();
        }
    }

    static CommandVerb verb(CommandRequest request) {
        String text = request == null || request.command() == null ? "" : request.command();
        return CommandVerb.ofWireText(text).orElseThrow(() -> ApiProblem.badRequest("command is none of "
                + Arrays.stream(CommandVerb.values()).map(CommandVerb::wireText).collect(Collectors.joining(", ")) + "."));
    }

    private static Integer forSeconds(CommandVerb verb, CommandRequest request) {
        if (verb != CommandVerb.ANNOUNCE_BACKUP) {
            if (request.forSeconds() != null) {
                throw ApiProblem.badRequest("forSeconds belongs to announce-backup only.");
            }
            return null;
        }
        int seconds = request.forSeconds() == null ? USUAL_ANNOUNCEMENT_SECONDS : request.forSeconds();
        if (seconds < 0 || seconds > BackupAnnounceRequested.LONGEST_SECONDS) {
            throw ApiProblem.badRequest("forSeconds is 0 to " + BackupAnnounceRequested.LONGEST_SECONDS + ".");
        }
        return seconds;
    }

    private static Integer attempt(CommandVerb verb, CommandRequest request, Relation relation) {
        if (!verb.answersAttempt()) {
            if (request.attempt() != null) {
                throw ApiProblem.badRequest("attempt belongs to approve and refuse only.");
            }
            return null;
        }
        if (relation.state() != TrustStatus.AWAITING_APPROVAL) {
            throw ApiProblem.conflict("Nothing waits for an approval here; the state is " + relation.state().wireText() + ".");
        }
        if (request.attempt() != null && request.attempt() != relation.attempt()) {
            throw ApiProblem.conflict("The open attempt is " + relation.attempt() + ", not " + request.attempt() + ".");
        }
        return relation.attempt();
    }
}
