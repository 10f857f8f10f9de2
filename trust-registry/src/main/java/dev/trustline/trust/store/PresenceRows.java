package dev.trustline.trust.store;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.trust.presence.Presence;
import dev.trustline.trust.presence.PresenceState;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table {@code presence}: which phone is on which cable. Stateless. */
public final class PresenceRows {

    private static final String COLUMNS = "udid, host, state, since, reason, port_path, connection, hotplug_source, epoch, sequence, problem";
    private static final String LOCK = "select pg_advisory_xact_lock(" + Locks.PRESENCE + ")";
    private static final String LOAD = "select " + COLUMNS + " from presence where udid = any(?) or udid in "
            + "(select udid from presence where host = any(?))";
    private static final String ATTACHED_AT = "select udid, host from presence p join unnest(?, ?) k(udid, host) using (udid, host) "
            + "where p.state = 'attached' order by udid, host";
    private static final String SAVE = "insert into presence (" + COLUMNS + ") select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            + "on conflict (udid, host) do update set state = excluded.state, since = excluded.since, reason = excluded.reason, "
            + "port_path = excluded.port_path, connection = excluded.connection, hotplug_source = excluded.hotplug_source, epoch = excluded.epoch, "
            + "sequence = excluded.sequence, problem = excluded.problem "
            + "where (presence.epoch, presence.sequence) <= (excluded.epoch, excluded.sequence)";

    /**
     * Lets one copy at a time change presence until its transaction ends: an attach here changes a row of another host,
     * whose partition another copy may be reading.
     */
    void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.execute();
        }
    }

    /** All rows of these devices, and of every device that is known at these hosts. */
    List<Presence> load(Connection connection, Collection<String> udids, Collection<String> hosts) throws SQLException {
        List<Presence> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
            statement.setArray(1, connection.createArrayOf("text", udids.toArray()));
            statement.setArray(2, connection.createArrayOf("text", hosts.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(read(row));
                }
            }
        }
        return rows;
    }

    /** Which of these places the device is at, by cable or by network, as far as is known; without a lock. */
    List<RelationKey> attachedAt(Connection connection, Collection<RelationKey> places) throws SQLException {
        List<RelationKey> found = new ArrayList<>();
        ArrayColumns<RelationKey> columns = new ArrayColumns<>(List.copyOf(places)).text(k -> k.udid().value()).text(RelationKey::host);
        try (PreparedStatement statement = connection.prepareStatement(ATTACHED_AT);
                ResultSet row = columns.bind(connection, statement).executeQuery()) {
            while (row.next()) {
                found.add(new RelationKey(new Udid(row.getString("udid")), row.getString("host")));
            }
        }
        return found;
    }

    /** Writes rows, never over one with a higher (epoch, sequence). */
    void save(Connection connection, List<Presence> rows) throws SQLException {
        new ArrayColumns<>(rows)
                .text(p -> p.key().udid().value())
                .text(p -> p.key().host())
                .text(p -> p.state().wireText())
                .time(Presence::since)
                .text(Presence::reason)
                .text(Presence::portPath)
                .text(Presence::connection)
                .text(Presence::hotplugSource)
                .int8(p -> p.last().epoch())
                .int8(p -> p.last().sequence())
                .text(Presence::problem)
                .execute(connection, SAVE);
    }

    static Presence read(ResultSet row) throws SQLException {
        return new Presence(
                new RelationKey(new Udid(row.getString("udid")), row.getString("host")),
                PresenceState.ofWireText(row.getString("state")),
                Columns.time(row, "since"),
                row.getString("reason"),
                row.getString("port_path"),
                row.getString("connection"),
                row.getString("hotplug_source"),
                new EventId(row.getLong("epoch"), row.getLong("sequence")),
                row.getString("problem"));
    }
}
