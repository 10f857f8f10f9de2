package dev.trustline.trust.store;

import dev.trustline.events.envelope.EventId;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.events.Udid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the beginning of the outbox with everything that it points to. Stateless. */
public final class OutboxReader {

    private static final String ROWS = "select id, udid, host, change_version, command_id from outbox order by id limit ?";
    private static final String TRANSITIONS = """
            select t.*, coalesce(b.event_sequence, 0) as previous
              from transition t join unnest(?, ?, ?) with ordinality as k(udid, host, version, place) using (udid, host, version)
              left join lateral (select x.event_epoch, x.event_sequence from transition x
                                  where x.udid = t.udid and x.host = t.host and x.version < t.version
                                  order by x.version desc limit 1) b on b.event_epoch = t.event_epoch
             order by k.place""";
    private static final String COMMANDS = """
            select c.*, (select x.id from command x where x.udid = c.udid and (c.udid <> '' or x.host = c.host) and x.id collate "C" < c.id collate "C"
                          order by x.id collate "C" desc limit 1) as id_before
              from command c join unnest(?) with ordinality as k(id, place) using (id)
             order by k.place""";
    private static final String STATES = "select r.* from relation r join unnest(?, ?) as k(udid, host) using (udid, host)";
    private static final String EPOCH = "select epoch from publisher";

    /** The first rows of the outbox, at most that many. */
    public OutboxPage read(Connection connection, int limit) throws SQLException {
        List<Row> rows = rows(connection, limit);
        if (rows.isEmpty()) {
            return new OutboxPage(List.of(), 0, List.of(), List.of(), List.of());
        }
        List<Row> changes = rows.stream().filter(r -> r.version != null).toList();
        List<String> commandIds = rows.stream().filter(r -> r.command != null).map(Row::command).toList();
        Set<RelationKey> keys = new TreeSet<>();
        rows.stream().filter(r -> r.command == null).forEach(r -> keys.add(new RelationKey(new Udid(r.udid), r.host)));
        return new OutboxPage(
                rows.stream().map(Row::id).toList(),
                epoch(connection),
                commandIds.isEmpty() ? List.of() : commands(connection, commandIds),
                changes.isEmpty() ? List.of() : transitions(connection, changes),
                keys.isEmpty() ? List.of() : states(connection, List.copyOf(keys)));
    }

    private static List<Row> rows(Connection connection, int limit) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setInt(1, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getString(2), row.getString(3), row.getObject(4, Long.class), row.getString(5)));
                }
            }
        }
        return rows;
    }

    private static List<NumberedTransition> transitions(Connection connection, List<Row> changes) throws SQLException {
        List<NumberedTransition> found = new ArrayList<>();
        ArrayColumns<Row> columns = new ArrayColumns<>(changes).text(Row::udid).text(Row::host).int8(Row::version);
        try (PreparedStatement statement = connection.prepareStatement(TRANSITIONS);
                ResultSet row = columns.bind(connection, statement).executeQuery()) {
            while (row.next()) {
                EventId id = new EventId(row.getLong("event_epoch"), row.getLong("event_sequence"));
                found.add(new NumberedTransition(id, row.getLong("previous"), TransitionRows.read(row)));
            }
        }
        return found;
    }

    private static List<OutboxPage.NumberedCommand> commands(Connection connection, List<String> ids) throws SQLException {
        List<OutboxPage.NumberedCommand> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COMMANDS);
                ResultSet row = new ArrayColumns<>(ids).text(id -> id).bind(connection, statement).executeQuery()) {
            while (row.next()) {
                StoredCommand command = CommandRows.read(row);
                found.add(new OutboxPage.NumberedCommand(previous(command, row.getString("id_before")), command));
            }
        }
        return found;
    }

    private static long previous(StoredCommand command, String idBefore) {
        if (idBefore == null) {
            return 0;
        }
        EventId before = EventId.parse(idBefore);
        return before.epoch() == EventId.parse(command.id()).epoch() ? before.sequence() : 0;
    }

    private static List<OutboxPage.NumberedState> states(Connection connection, List<RelationKey> keys) throws SQLException {
        List<OutboxPage.NumberedState> found = new ArrayList<>();
        ArrayColumns<RelationKey> columns = new ArrayColumns<>(keys).text(k -> k.udid().value()).text(RelationKey::host);
        try (PreparedStatement statement = connection.prepareStatement(STATES);
                ResultSet row = columns.bind(connection, statement).executeQuery()) {
            while (row.next()) {
                found.add(new OutboxPage.NumberedState(row.getLong("event_sequence"), RelationRows.read(row)));
            }
        }
        return found;
    }

    private static long epoch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EPOCH); ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private record Row(long id, String udid, String host, Long version, String command) {}
}
