package dev.trustline.trust.store;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.trust.relation.ExpiryForecast;
import dev.trustline.trust.relation.Marks;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The table {@code relation}: the newest state of each relation. Stateless. */
public final class RelationRows {

    private static final String COLUMNS = "udid, host, state, reason, raw_error, since, attempt, suspected_since, "
            + "record_replaced, forgotten_at, impossible_tap, wifi_connections, expires_at, "
            + "device_name, "
            + "product_type, product_version, device_class, record_fingerprint, record_origin, record_escrow, record_weak, "
            + "record_provisional, record_sealed, decided_by, proven_at, version, applied_epoch, applied_sequence, applied_at, evidence, "
            + "traceparent";
    private static final String UNNEST = "unnest(?" + ", ?".repeat(COLUMNS.split(",").length - 1) + ")";
    private static final String LOAD = "select " + COLUMNS + " from relation r join unnest(?, ?) k(udid, host) using (udid, host)";
    private static final String LOAD_DEVICES = "select " + COLUMNS + " from relation where udid = any(?)";
    private static final String SETTLED = """
            select r.udid, r.host, r.version from relation r
             where r.version > 0 and not exists (select 1 from outbox o where o.udid = r.udid and o.host = r.host)""";
    private static final String ASSIGNMENTS = """
            state = excluded.state, reason = excluded.reason, raw_error = excluded.raw_error, since = excluded.since,
            attempt = excluded.attempt, suspected_since = excluded.suspected_since,
            record_replaced = excluded.record_replaced, forgotten_at = excluded.forgotten_at,
            impossible_tap = excluded.impossible_tap, wifi_connections = excluded.wifi_connections,
            expires_at = excluded.expires_at, device_name = excluded.device_name,
            product_type = excluded.product_type, product_version = excluded.product_version,
            device_class = excluded.device_class, record_fingerprint = excluded.record_fingerprint,
            record_origin = excluded.record_origin, record_escrow = excluded.record_escrow,
            record_weak = excluded.record_weak, record_provisional = excluded.record_provisional,
            record_sealed = excluded.record_sealed,
            decided_by = excluded.decided_by, proven_at = excluded.proven_at, version = excluded.version,
            applied_epoch = excluded.applied_epoch, applied_sequence = excluded.applied_sequence,
            applied_at = excluded.applied_at, evidence = excluded.evidence, traceparent = excluded.traceparent,
            event_sequence = excluded.event_sequence
            """;
    private static final String UPSERT = "insert into relation (" + COLUMNS + ", event_sequence) select v.*, nextval('registry_sequence') from "
            + UNNEST + " as v on conflict (udid, host) do update set " + ASSIGNMENTS;
    private static final String SAVE = UPSERT
            + " where (relation.applied_epoch, relation.applied_sequence, relation.version)"
            + " < (excluded.applied_epoch, excluded.applied_sequence, excluded.version)";
    private static final String RESTORE = UPSERT + " where relation.version < excluded.version";
    private static final String INTRODUCE = "insert into relation (" + COLUMNS + ") select v.* from " + UNNEST
            + " as v on conflict do nothing";

    /** The relations with these keys, as far as they exist. */
    public Map<RelationKey, Relation> load(Connection connection, Collection<RelationKey> keys) throws SQLException {
        ArrayColumns<RelationKey> columns = new ArrayColumns<>(List.copyOf(keys))
                .text(k -> k.udid().value())
                .text(RelationKey::host);
        try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
            return read(columns.bind(connection, statement));
        }
    }

    /** Every relation of these devices. */
    Map<RelationKey, Relation> loadDevices(Connection connection, Set<Udid> devices) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOAD_DEVICES)) {
            statement.setArray(1, connection.createArrayOf("text", devices.stream().map(Udid::value).toArray()));
            return read(statement);
        }
    }

    private static Map<RelationKey, Relation> read(PreparedStatement statement) throws SQLException {
        Map<RelationKey, Relation> found = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Relation relation = read(row);
                found.put(relation.key(), relation);
            }
        }
        return found;
    }

    /** The versions of all relations of which nothing waits to be published. */
    public Map<RelationKey, Long> settledVersions(Connection connection) throws SQLException {
        Map<RelationKey, Long> versions = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SETTLED); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                versions.put(new RelationKey(new Udid(row.getString(1)), row.getString(2)), row.getLong(3));
            }
        }
        return versions;
    }

    /** Writes relations, each only over one with a lower (epoch, sequence), or a lower version of the same. */
    void save(Connection connection, List<Relation> relations) throws SQLException {
        columns(relations).execute(connection, SAVE);
    }

    /** Writes relations from the checkpoint, in key order like every writer, each only over one with a lower version. Returns how many. */
    public int restore(Connection connection, List<Relation> relations) throws SQLException {
        return columns(relations.stream().sorted(Comparator.comparing(Relation::key)).toList()).execute(connection, RESTORE);
    }

    /** Writes relations that nobody has said anything about yet, unless they exist. */
    void introduce(Connection connection, List<Relation> relations) throws SQLException {
        columns(relations).execute(connection, INTRODUCE);
    }

    private static ArrayColumns<Relation> columns(List<Relation> relations) {
        return new ArrayColumns<>(relations)
                .text(r -> r.key().udid().value())
                .text(r -> r.key().host())
                .text(r -> r.state().wireText())
                .text(r -> r.reason().wireText())
                .text(Relation::rawError)
                .time(Relation::since)
                .int4(Relation::attempt)
                .time(r -> r.marks().suspectedSince())
                .bool(r -> r.marks().recordReplaced())
                .time(r -> r.marks().forgottenAt())
                .text(r -> r.marks().impossibleTap() == null ? null : r.marks().impossibleTap().wireText())
                .bool(r -> r.marks().wifiConnections())
                .time(ExpiryForecast::expiresAt)
                .text(r -> r.device().name())
                .text(r -> r.device().productType())
                .text(r -> r.device().productVersion())
                .text(r -> r.device().deviceClass())
                .text(ofRecord(RecordFacts::fingerprint))
                .text(ofRecord(f -> f.origin() == null ? null : f.origin().wireText()))
                .bool(ofRecord(RecordFacts::escrow))
                .bool(ofRecord(RecordFacts::weakIdentity))
                .bool(ofRecord(RecordFacts::provisional))
                .text(ofRecord(RecordFacts::sealedHostId))
                .text(Relation::decidedBy)
                .time(Relation::provenAt)
                .int8(Relation::version)
                .int8(r -> r.applied().epoch())
                .int8(r -> r.applied().sequence())
                .time(Relation::appliedAt)
                .text(Relation::evidence)
                .text(Relation::traceparent);
    }

    private static <V> Function<Relation, V> ofRecord(Function<RecordFacts, V> value) {
        return relation -> relation.record() == null ? null : value.apply(relation.record());
    }

    static Relation read(ResultSet row) throws SQLException {
        return new Relation(
                new RelationKey(new Udid(row.getString("udid")), row.getString("host")),
                status(row.getString("state")),
                Reason.ofWireText(row.getString("reason")),
                row.getString("raw_error"),
                Columns.time(row, "since"),
                row.getInt("attempt"),
                new Marks(Columns.time(row, "suspected_since"), row.getBoolean("record_replaced"), Columns.time(row, "forgotten_at"),
                        Columns.tap(row, "impossible_tap"), row.getObject("wifi_connections", Boolean.class)),
                new DeviceFacts(row.getString("device_name"), row.getString("product_type"), row.getString("product_version"),
                        row.getString("device_class")),
                record(row),
                row.getString("decided_by"),
                Columns.time(row, "proven_at"),
                row.getLong("version"),
                new EventId(row.getLong("applied_epoch"), row.getLong("applied_sequence")),
                Columns.time(row, "applied_at"),
                row.getString("evidence"),
                row.getString("traceparent"));
    }

    private static RecordFacts record(ResultSet row) throws SQLException {
        String fingerprint = row.getString("record_fingerprint");
        if (fingerprint == null) {
            return null;
        }
        String origin = row.getString("record_origin");
        return new RecordFacts(fingerprint, origin == null ? null : RecordFacts.Origin.valueOf(origin.toUpperCase(Locale.ROOT)),
                row.getBoolean("record_escrow"), row.getBoolean("record_weak"), row.getBoolean("record_provisional"),
                row.getString("record_sealed"));
    }

    static TrustStatus status(String wireText) {
        return TrustStatus.valueOf(wireText.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
