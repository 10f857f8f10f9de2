package dev.trustline.trust.store;

import dev.trustline.events.Udid;
import dev.trustline.trust.relation.CommandAnswer;
import dev.trustline.trust.relation.CommandStatus;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table {@code command} and its audit; the device of a command to a whole host is the empty text. Stateless. */
public final class CommandRows {

    /** Stands for the device of a command to a whole host. */
    static final String WHOLE_HOST = "";

    private static final String COLUMNS = "id, verb, udid, host, attempt, requested_by, created_at, expires_at, status, reason, "
            + "answered_at, traceparent, lost_host, lost_fingerprint, lost_sealed, for_seconds";
    private static final String INSERT = "insert into command (id, verb, udid, host, attempt, requested_by, created_at, "
            + "expires_at, status, traceparent, lost_host, lost_fingerprint, lost_sealed, for_seconds) "
            + "select p.epoch || '-' || lpad(nextval('registry_sequence')::text, 10, '0'), ?, v.udid, v.host, ?, ?, "
            + "clock_timestamp(), clock_timestamp() + ? * interval '1 millisecond', 'accepted', ?, ?, ?, ?, ?::integer "
            + "from publisher p, unnest(?, ?) as v(udid, host) returning " + COLUMNS;
    private static final String AUDIT = "insert into command_audit (at, actor, action, command_id, udid, host, attempt) "
            + "select clock_timestamp(), c.requested_by, c.verb, c.id, c.udid, c.host, c.attempt from command c where c.id = any(?)";
    private static final String ANSWER = """
            update command c set status = v.status, reason = v.reason, answer = v.answer, answered_at = clock_timestamp()
              from unnest(?, ?, ?, ?) as v(id, status, reason, answer)
             where c.id = v.id and c.answer is null""";
    private static final String EXPIRE = """
            update command set status = 'expired', reason = 'unanswered', answered_at = clock_timestamp()
             where status = 'accepted' and expires_at + ? * interval '1 millisecond' < clock_timestamp()""";
    private static final String OPEN = "select 1 from command where udid = ? and host = ? and verb = ? and status = 'accepted' "
            + "and expires_at > clock_timestamp() limit 1";
    private static final String LIST = "select " + COLUMNS + " from command where udid = ? and host = ? "
            + "and id collate \"C\" < ? order by id collate \"C\" desc limit ?";
    private static final String FIND = "select " + COLUMNS + " from command where id = ?";

    private final OutboxRows outbox = new OutboxRows();

    /**
     * Stores one command per relation, its audit row and its place in the outbox.
     *
     * @param order what is asked, by whom, for how long
     */
    public List<StoredCommand> insert(Connection connection, Order order, Collection<RelationKey> keys) throws SQLException {
        return insert(connection, order, keys.stream().map(k -> k.udid().value()).toList(), keys.stream().map(RelationKey::host).toList());
    }

    /** Stores one command to a whole host, its audit row and its place in the outbox. */
    public StoredCommand insert(Connection connection, Order order, String host) throws SQLException {
        return insert(connection, order, List.of(WHOLE_HOST), List.of(host)).get(0);
    }

    private List<StoredCommand> insert(Connection connection, Order order, List<String> udids, List<String> hosts) throws SQLException {
        List<StoredCommand> stored = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, order.verb().wireText());
            statement.setObject(2, order.attempt(), java.sql.Types.INTEGER);
            statement.setString(3, order.requestedBy());
            statement.setLong(4, order.life().toMillis());
            statement.setString(5, order.traceparent());
            LostHost lost = order.lostHost();
            statement.setString(6, lost == null ? null : lost.host());
            statement.setString(7, lost == null ? null : lost.fingerprint());
            statement.setString(8, lost == null ? null : lost.sealedHostId());
            statement.setObject(9, order.forSeconds(), java.sql.Types.INTEGER);
            statement.setArray(10, connection.createArrayOf("text", udids.toArray()));
            statement.setArray(11, connection.createArrayOf("text", hosts.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stored.add(read(row));
                }
            }
        }
        audit(connection, stored);
        outbox.addCommands(connection, stored);
        return stored;
    }

    private static void audit(Connection connection, List<StoredCommand> commands) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AUDIT)) {
            statement.setArray(1, connection.createArrayOf("text", commands.stream().map(StoredCommand::id).toArray()));
            statement.executeUpdate();
        }
    }

    /** Whether such a command is on its way for this relation. */
    public boolean isOpen(Connection connection, RelationKey key, CommandVerb verb) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setString(1, key.udid().value());
            statement.setString(2, key.host());
            statement.setString(3, verb.wireText());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Notes hosts' answers; a command keeps its first answer, but an answer beats the registry's own expiry. */
    void answer(Connection connection, List<CommandAnswer> answers) throws SQLException {
        new ArrayColumns<>(answers)
                .text(CommandAnswer::commandId)
                .text(a -> a.status().wireText())
                .text(CommandAnswer::reason)
                .text(CommandAnswer::evidence)
                .execute(connection, ANSWER);
    }

    /** Marks commands expired whose time and the grace after it are over without an answer. Returns how many. */
    public int expire(Connection connection, Duration grace) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EXPIRE)) {
            statement.setLong(1, grace.toMillis());
            return statement.executeUpdate();
        }
    }

    /** The command with this id, or empty. */
    public Optional<StoredCommand> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, ArrayColumns.clean(id));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** The commands about a relation below that id, newest first. */
    public List<StoredCommand> list(Connection connection, RelationKey key, String below, int limit) throws SQLException {
        return list(connection, key.udid().value(), key.host(), below, limit);
    }

    /** The commands to a whole host below that id, newest first. */
    public List<StoredCommand> list(Connection connection, String host, String below, int limit) throws SQLException {
        return list(connection, WHOLE_HOST, host, below, limit);
    }

    private static List<StoredCommand> list(Connection connection, String udid, String host, String below, int limit)
            throws SQLException {
        List<StoredCommand> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, udid);
            statement.setString(2, host);
            statement.setString(3, ArrayColumns.clean(below));
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(read(row));
                }
            }
        }
        return found;
    }

    static StoredCommand read(ResultSet row) throws SQLException {
        return new StoredCommand(
                row.getString("id"),
                CommandVerb.ofWireText(row.getString("verb")).orElseThrow(),
                row.getString("udid").equals(WHOLE_HOST) ? null : new Udid(row.getString("udid")),
                row.getString("host"),
                Columns.int4(row, "attempt"),
                lostHost(row),
                Columns.int4(row, "for_seconds"),
                row.getString("requested_by"),
                Columns.time(row, "created_at"),
                Columns.time(row, "expires_at"),
                CommandStatus.ofWireText(row.getString("status")),
                row.getString("reason"),
                Columns.time(row, "answered_at"),
                row.getString("traceparent"));
    }

    private static LostHost lostHost(ResultSet row) throws SQLException {
        String host = row.getString("lost_host");
        return host == null ? null : new LostHost(host, row.getString("lost_fingerprint"), row.getString("lost_sealed"));
    }

    /**
     * What is asked.
     *
     * @param verb        the verb
     * @param attempt     the attempt that it answers, {@code null} for most
     * @param requestedBy who asked, or the rule that did
     * @param life        how long the host may act on it
     * @param traceparent W3C trace context, {@code null} if there is none
     * @param lostHost    whose trust is to end, {@code null} for most
     * @param forSeconds  for how long a backup is announced, {@code null} for most
     */
    public record Order(CommandVerb verb, Integer attempt, String requestedBy, Duration life, String traceparent, LostHost lostHost,
            Integer forSeconds) {

        /** What is asked, of no lost host and about no backup. */
        public Order(CommandVerb verb, Integer attempt, String requestedBy, Duration life, String traceparent) {
            this(verb, attempt, requestedBy, life, traceparent, null, null);
        }
    }
}
