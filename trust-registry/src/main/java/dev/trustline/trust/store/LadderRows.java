package dev.trustline.trust.store;

import dev.trustline.events.Udid;
import dev.trustline.trust.ladder.LadderFact.HostSign;
import dev.trustline.trust.ladder.Recovery;
import dev.trustline.trust.presence.CableMove;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The tables of the help ladder, as they are written: what was seen of cables and hosts, and which rung helped. Stateless. */
public final class LadderRows {

    /** How long cables and hosts are remembered. */
    static final Duration MEMORY = Duration.ofDays(30);

    private static final String MOVES = "insert into cable_move (udid, host, at, attached) select * from unnest(?, ?, ?, ?) on conflict do nothing";
    private static final String SIGNS = "insert into host_sign (host, at, kind) select * from unnest(?, ?, ?) on conflict do nothing";
    private static final String OUTCOMES = """
            insert into ladder_outcome (udid, host, version, at, product_type, product_version, fault, rung)
            select v.udid, v.host, v.version, v.at, r.product_type, r.product_version, v.fault, v.rung
              from unnest(?, ?, ?, ?, ?, ?) as v(udid, host, version, at, fault, rung) join relation r using (udid, host)
            on conflict (udid, host, version) do update set fault = excluded.fault, rung = excluded.rung""";
    private static final String AFTER_MOVES = """
            select distinct o.udid, o.host, o.version from ladder_outcome o join unnest(?, ?, ?) m(udid, host, at) using (udid, host)
             where o.at >= m.at""";
    private static final String AFTER_SIGNS = """
            select distinct o.udid, o.host, o.version from unnest(?, ?) s(host, at) join relation r using (host)
              join ladder_outcome o using (udid, host) where o.at >= s.at""";
    private static final String IN_TROUBLE = """
            select k.udid, k.host, k.version from unnest(?, ?, ?) k(udid, host, version)
             where exists (select 1 from transition t where t.udid = k.udid and t.host = k.host and t.version < k.version
                              and t.to_state in ('failed', 'timed-out', 'denied', 'awaiting-unlock'))""";
    private static final String ASKED = "insert into ladder_attempt (udid, host, rung_at) select ?, ?, ? where (select count(*) from ladder_attempt "
            + "where udid = ? and host = ? and rung_at > ?::timestamptz - interval '1 day') < ? on conflict do nothing";
    private static final List<String> FORGET = List.of("delete from cable_move where at < ?::timestamptz",
            "delete from host_sign where at < ?::timestamptz", "delete from ladder_attempt where rung_at < ?::timestamptz");
    private static final String NEWEST = "select max(at) from host_report";

    /** Notes what cables did; again is no harm. */
    void saveMoves(Connection connection, List<CableMove> moves) throws SQLException {
        places(moves).time(CableMove::at).bool(CableMove::attached).execute(connection, MOVES);
    }

    /** Notes what changed at hosts; again is no harm. */
    void saveSigns(Connection connection, List<SeenSign> signs) throws SQLException {
        new ArrayColumns<>(signs).text(SeenSign::host).time(s -> s.sign().at()).text(s -> s.sign().kind().wireText()).execute(connection, SIGNS);
    }

    /** Notes which rung ended a trouble, over what was believed before. */
    void saveOutcomes(Connection connection, List<Outcome> outcomes) throws SQLException {
        new ArrayColumns<>(outcomes)
                .text(o -> o.key().udid().value())
                .text(o -> o.key().host())
                .int8(o -> o.recovery().version())
                .time(o -> o.recovery().at())
                .text(o -> o.recovery().fault().wireText())
                .int4(o -> o.recovery().rung() == null ? null : o.recovery().rung().number())
                .execute(connection, OUTCOMES);
    }

    /** Which of these steps to trust may end a trouble. */
    List<Ended> mayEndTrouble(Connection connection, List<Ended> trusted) throws SQLException {
        return ended(connection, IN_TROUBLE, new ArrayColumns<>(trusted).text(e -> e.key().udid().value()).text(e -> e.key().host()).int8(Ended::version));
    }

    /** The troubles that had ended after these moves: they came late, so which rung helped is to be looked at again. */
    List<Ended> endedAfterMoves(Connection connection, List<CableMove> moves) throws SQLException {
        return ended(connection, AFTER_MOVES, places(moves).time(CableMove::at));
    }

    /** The troubles that had ended after these signs. */
    List<Ended> endedAfterSigns(Connection connection, List<SeenSign> signs) throws SQLException {
        return ended(connection, AFTER_SIGNS, new ArrayColumns<>(signs).text(SeenSign::host).time(s -> s.sign().at()));
    }

    /**
     * Notes that an attempt is asked for after a rung.
     *
     * @param most how many may be within the day before it
     * @return whether it is to be asked for now: nobody did before, and there were not too many
     */
    boolean ask(Connection connection, RelationKey key, Instant rungAt, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ASKED)) {
            for (int first : new int[] {1, 4}) {
                statement.setString(first, key.udid().value());
                statement.setString(first + 1, key.host());
                statement.setObject(first + 2, rungAt.atOffset(java.time.ZoneOffset.UTC));
            }
            statement.setInt(7, most);
            return statement.executeUpdate() == 1;
        }
    }

    /** Removes what is older than {@link #MEMORY} by the broker's clock. */
    public void forget(Connection connection) throws SQLException {
        Instant newest;
        try (PreparedStatement statement = connection.prepareStatement(NEWEST); ResultSet row = statement.executeQuery()) {
            newest = row.next() ? Columns.time(row, "max") : null;
        }
        if (newest != null) {
            for (String sql : FORGET) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, newest.minus(MEMORY).toString());
                    statement.executeUpdate();
                }
            }
        }
    }

    private static ArrayColumns<CableMove> places(Collection<CableMove> moves) {
        return new ArrayColumns<>(List.copyOf(moves)).text(m -> m.key().udid().value()).text(m -> m.key().host());
    }

    private static List<Ended> ended(Connection connection, String sql, ArrayColumns<?> columns) throws SQLException {
        List<Ended> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = columns.bind(connection, statement).executeQuery()) {
            while (row.next()) {
                found.add(new Ended(new RelationKey(new Udid(row.getString(1)), row.getString(2)), row.getLong(3)));
            }
        }
        return found;
    }

    /** Something changed at this host. */
    record SeenSign(String host, HostSign sign) {}

    /** A relation became trusted with this version. */
    record Ended(RelationKey key, long version) {}

    /** A trouble of this relation ended in trust. */
    record Outcome(RelationKey key, Recovery recovery) {}
}
