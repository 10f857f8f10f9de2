package dev.trustline.trust.store;

import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.relation.StateTransition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table {@code outbox}: what is still to be published. Stateless. */
public final class OutboxRows {

    private static final String ADD = "insert into outbox (udid, host, change_version, command_id) select * from unnest(?, ?, ?, ?)";
    private static final String DELETE = "delete from outbox where id = any(?)";
    private static final String PENDING = "select count(*) from (select 1 from outbox where id <= ? limit 1) p";
    private static final String LAST = "select coalesce(max(id), 0) from outbox";

    /** Asks for each transition, and for the newest state of each changed relation, to be published. */
    void add(Connection connection, List<StateTransition> transitions, List<Relation> changed) throws SQLException {
        List<Row> rows = new ArrayList<>();
        Set<Object> withTransition = new HashSet<>();
        for (StateTransition transition : transitions) {
            withTransition.add(transition.key());
            rows.add(new Row(transition.key().udid().value(), transition.key().host(), transition.version(), null));
        }
        for (Relation relation : changed) {
            if (!withTransition.contains(relation.key())) {
                rows.add(new Row(relation.key().udid().value(), relation.key().host(), null, null));
            }
        }
        insert(connection, rows);
    }

    /** Asks for the newest state of these relations to be published. */
    public void addStates(Connection connection, List<RelationKey> relations) throws SQLException {
        insert(connection, relations.stream().map(k -> new Row(k.udid().value(), k.host(), null, null)).toList());
    }

    /** Asks for commands to be published. */
    void addCommands(Connection connection, List<StoredCommand> commands) throws SQLException {
        insert(connection, commands.stream()
                .map(c -> new Row(c.udid() == null ? CommandRows.WHOLE_HOST : c.udid().value(), c.host(), null, c.id()))
                .toList());
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        if (!rows.isEmpty()) {
            new ArrayColumns<>(rows).text(Row::udid).text(Row::host).int8(Row::version).text(Row::command)
                    .execute(connection, ADD);
        }
    }

    /** Removes what Kafka has committed. */
    public void delete(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** The id of the newest row, 0 if there is none. */
    public long last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST); ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How many rows there are. */
    public long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from outbox");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether a row up to this id is still there. */
    public boolean pendingUpTo(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PENDING)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) > 0;
            }
        }
    }

    private record Row(String udid, String host, Long version, String command) {}
}
