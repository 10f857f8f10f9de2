package dev.trustline.trust.store;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.trust.ladder.Fault;
import dev.trustline.trust.ladder.HostSigns;
import dev.trustline.trust.ladder.LadderFact;
import dev.trustline.trust.ladder.LadderFact.HostSign;
import dev.trustline.trust.ladder.Rung;
import dev.trustline.trust.ladder.Situation;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reading what the help ladder goes by, and which rung helped. Stateless. */
public final class LadderQueries {

    private static final String KEYS = " from unnest(?, ?) k(udid, host) ";
    private static final String STEPS = "select t.udid, t.host, t.at, t.to_state, t.reason, t.attempt, t.version" + KEYS + "cross join lateral "
            + "(select * from transition t where t.udid = k.udid and t.host = k.host order by version desc limit 300) t";
    private static final String MOVES = "select m.udid, m.host, m.at, m.attached" + KEYS + "cross join lateral "
            + "(select * from cable_move m where m.udid = k.udid and m.host = k.host order by at desc limit 300) m";
    private static final String SIGNS = "select k.udid, k.host, s.at, s.kind" + KEYS + "join host_sign s using (host)";
    private static final String FORGOTTEN = "select k.udid, k.host, t.at, t.host as other" + KEYS
            + "join transition t on t.udid = k.udid where t.to_state = 'revoked' and t.reason = 'host-forgotten'";
    /** A command that was turned down is no word about the device: it does not count as the last result. */
    private static final String SITUATION = """
            select r.*, p.since as attached_since, p.hotplug_source, w.at as heard, w.boot_id, w.usbmuxd_version, w.problems,
                   exists (select 1 from command c where c.udid = r.udid and c.host = r.host and c.answer = r.evidence
                              and c.status = 'rejected') as turned_down,
                   (select count(*) from presence o where o.host = r.host and o.udid <> r.udid and o.state = 'attached') as other_devices,
                   array(select t.host from relation t where t.udid = r.udid and t.state = 'trusted' order by t.host) as trusted_hosts
              from relation r
              left join presence p on p.udid = r.udid and p.host = r.host and p.state = 'attached' and p.connection is distinct from 'network'
              left join host_report w on w.host = r.host and w.service = 'pairing-service'
             where r.udid = ? and r.host = ?""";
    private static final String COUNTS = """
            select coalesce(product_type, '') as type, coalesce(product_version, '') as version, fault, rung, count(*) as times
              from ladder_outcome group by 1, 2, 3, 4 order by 1, 2, 3, 4 nulls first""";

    /** The facts of these relations. */
    public Map<RelationKey, List<LadderFact>> facts(Connection connection, Collection<RelationKey> keys) throws SQLException {
        Map<RelationKey, List<LadderFact>> facts = new HashMap<>();
        keys.forEach(k -> facts.put(k, new ArrayList<>()));
        read(connection, STEPS, facts, row -> new LadderFact.Step(Columns.time(row, "at"), RelationRows.status(row.getString("to_state")),
                Reason.ofWireText(row.getString("reason")), row.getInt("attempt"), row.getLong("version")));
        read(connection, MOVES, facts, row -> new LadderFact.Cable(Columns.time(row, "at"), row.getBoolean("attached")));
        read(connection, SIGNS, facts, row -> new HostSign(Columns.time(row, "at"), HostSign.Kind.ofWireText(row.getString("kind"))));
        read(connection, FORGOTTEN, facts, row -> new LadderFact.Forgotten(Columns.time(row, "at"), row.getString("other")));
        return facts;
    }

    private static void read(Connection connection, String sql, Map<RelationKey, List<LadderFact>> facts, Reading reading) throws SQLException {
        ArrayColumns<RelationKey> keys = new ArrayColumns<>(List.copyOf(facts.keySet())).text(k -> k.udid().value()).text(RelationKey::host);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = keys.bind(connection, statement).executeQuery()) {
            while (row.next()) {
                facts.get(new RelationKey(new Udid(row.getString("udid")), row.getString("host"))).add(reading.of(row));
            }
        }
    }

    /** How things are at this relation, or empty if there is none. */
    public Optional<Situation> situation(Connection connection, RelationKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SITUATION)) {
            statement.setString(1, key.udid().value());
            statement.setString(2, key.host());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(situation(row)) : Optional.empty();
            }
        }
    }

    private static Situation situation(ResultSet row) throws SQLException {
        Relation relation = RelationRows.read(row);
        Instant heard = Columns.time(row, "heard");
        HostSigns host = heard == null ? null : new HostSigns(row.getString("boot_id"), row.getString("usbmuxd_version"),
                LabQueries.problems(row.getString("problems")).stream().map(p -> p.code()).collect(Collectors.toSet()));
        Instant last = relation.reason() == Reason.NEVER_ATTEMPTED ? null
                : row.getBoolean("turned_down") ? relation.since() : relation.appliedAt();
        Array trusted = row.getArray("trusted_hosts");
        return new Situation(relation.state(), relation.reason(), relation.since(), last, relation.record() != null,
                Columns.time(row, "attached_since"), row.getString("hotplug_source"), host, heard, row.getInt("other_devices"),
                List.of((String[]) trusted.getArray()));
    }

    /** How often which rung was the last before trust, by model, version and fault. */
    public List<RungCount> counts(Connection connection) throws SQLException {
        List<RungCount> counts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COUNTS); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Integer rung = Columns.int4(row, "rung");
                counts.add(new RungCount(empty(row.getString("type")), empty(row.getString("version")), Fault.ofWireText(row.getString("fault")),
                        rung == null ? null : Rung.ofNumber(rung), row.getLong("times")));
            }
        }
        return counts;
    }

    private static String empty(String text) {
        return text.isEmpty() ? null : text;
    }

    /** One row of a table as a fact. */
    @FunctionalInterface
    private interface Reading {
        LadderFact of(ResultSet row) throws SQLException;
    }

    /**
     * How often a rung helped.
     *
     * @param productType    the model, {@code null} where the device did not say
     * @param productVersion its system then, {@code null} where the device did not say
     * @param fault          what had been wrong
     * @param rung           the last rung before trust; {@code null} where there was none
     * @param times          how often
     */
    public record RungCount(String productType, String productVersion, Fault fault, Rung rung, long times) {}
}
