package dev.trustline.trust.api;

import dev.trustline.trust.CommandMeters;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.publishing.PublisherSignal;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.store.CommandRows;
import dev.trustline.trust.store.LabQueries;
import dev.trustline.trust.store.Transactions;
import dev.trustline.trust.tracing.TraceSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Takes commands to a whole host: checks that the host exists, then stores the command, its audit row and its place in the
 * outbox in one transaction. Thread-safe.
 */
@ApplicationScoped
public class HostCommandDesk {

    private final CommandRows rows = new CommandRows();
    private final DataSource dataSource;
    private final TrustConfig config;
    private final PublisherSignal publisher;
    private final CommandMeters meters;
    private final TraceSpans tracing;
    private final LabQueries lab;
    private final HostNotes notes;

    public HostCommandDesk(DataSource dataSource, TrustConfig config, PublisherSignal publisher, CommandMeters meters,
            TraceSpans tracing) {
        this.dataSource = dataSource;
        this.config = config;
        this.publisher = publisher;
        this.meters = meters;
        this.tracing = tracing;
        this.lab = new LabQueries(config.hostSilentAfter());
        this.notes = new HostNotes(lab);
    }

    /** Takes a command. */
    CommandItem give(String host, CommandRequest request, String user, String traceparent) throws SQLException {
        CommandVerb verb = verb(request);
        CommandRows.Order order = new CommandRows.Order(verb, null, user, config.commandLife(), tracing.ofRequest(traceparent));
        try (Connection connection = dataSource.getConnection()) {
            CommandItem item = Transactions.whole(connection, c -> store(c, order, host));
            publisher.wake();
            meters.byOperator(verb);
            return item;
        }
    }

    private CommandItem store(Connection connection, CommandRows.Order order, String host) throws SQLException {
        mustBeKnown(connection, host);
        return CommandItem.of(rows.insert(connection, order, host), notes.note(connection, host));
    }

    /** The commands to that host below that id, newest first. */
    List<CommandItem> list(String host, String below, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            mustBeKnown(connection, host);
            return rows.list(connection, host, below, limit).stream().map(c -> CommandItem.of(c, null)).toList();
        }
    }

    private static CommandVerb verb(CommandRequest request) {
        CommandVerb verb = CommandDesk.verb(request);
        if (!verb.isForHosts()) {
            throw ApiProblem.badRequest("A whole host is asked to hold or to release; " + verb.wireText() + " is asked of one device.");
        }
        if (request.attempt() != null || request.lostHost() != null || request.force() != null || request.forSeconds() != null) {
            throw ApiProblem.badRequest("attempt, lostHost, force and forSeconds belong to commands about one device.");
        }
        return verb;
    }

    private void mustBeKnown(Connection connection, String host) throws SQLException {
        if (!lab.isKnown(connection, host)) {
            throw ApiProblem.notFound("No host of this name has ever reported.");
        }
    }
}
