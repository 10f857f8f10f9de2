package dev.trustline.trust.store;

import dev.trustline.events.IdleLimit;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.trust.presence.PresenceState;
import dev.trustline.trust.relation.Prompts;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.relation.StateTransition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reading relations and their history for the API, page by page in key order. Stateless. */
public final class TrustQueries {

    /** Whether trust will end soon for want of a session; stands in the text because it has no parameter. */
    static final String EXPIRING = "r.expires_at <= clock_timestamp() + interval '" + IdleLimit.WARNED_BEFORE.toHours() + " hours'";
    private static final String LIST = """
            select r.*, p.state as presence_state, p.since as presence_since, p.problem as presence_problem, p.port_path, h.since as held_since,
                   q.backup_count, q.backup_requested_at, q.backup_resolved_at, q.backup_open_since, q.backup_announced_by,
                   q.other_count, q.other_requested_at, q.other_resolved_at, q.other_open_since, q.epoch, q.sequence,
                   coalesce(:expiring, false) as expiring,
                   coalesce((select o.read_to_end_at > w.at + ? * interval '1 millisecond'
                               from host_report w join consumer_offset o on o.topic = 'trustline.hosts' and o.partition = w.partition
                              where w.host = r.host and w.service = 'usb-watcher'), false) as silent
              from relation r left join presence p on p.udid = r.udid and p.host = r.host
              left join hold h on h.udid = r.udid and h.host = r.host
              left join prompt q on q.udid = r.udid and q.host = r.host
             where true""".replace(":expiring", EXPIRING);
    private static final String HISTORY = """
            select * from transition where udid = ? and host = ? and version < ? order by version desc limit ?""";

    private final Duration silentAfter;

    /**
     * Queries that take a host for silent after that long.
     *
     * @param silentAfter by the broker's clock
     */
    public TrustQueries(Duration silentAfter) {
        this.silentAfter = silentAfter;
    }

    /** Relations that match, after the cursor's key, at most {@code limit}. */
    public List<SeenRelation> list(Connection connection, Filter filter, int limit) throws SQLException {
        StringBuilder sql = new StringBuilder(LIST);
        List<Object> parameters = new ArrayList<>(List.of(silentAfter.toMillis()));
        filter.udid.ifPresent(u -> and(sql, parameters, " and r.udid = ?", u.value()));
        filter.host.ifPresent(h -> and(sql, parameters, " and r.host = ?", h));
        filter.state.ifPresent(s -> and(sql, parameters, " and r.state = ?", s.wireText()));
        filter.expiring.ifPresent(e -> and(sql, parameters, " and coalesce(" + EXPIRING + ", false) = ?", e));
        filter.after.ifPresent(k -> {
            sql.append(" and (r.udid, r.host) > (?, ?)");
            parameters.add(k.udid().value());
            parameters.add(k.host());
        });
        sql.append(" order by r.udid, r.host limit ?");
        parameters.add(limit);
        return query(connection, sql.toString(), parameters);
    }

    /** One relation, or empty. */
    public Optional<SeenRelation> find(Connection connection, RelationKey key) throws SQLException {
        Filter filter = new Filter(Optional.of(key.udid()), Optional.of(key.host()), Optional.empty(), Optional.empty(), Optional.empty());
        return list(connection, filter, 1).stream().findFirst();
    }

    /** The newest transitions of a relation below that version, newest first. */
    public List<StateTransition> history(Connection connection, RelationKey key, long below, int limit) throws SQLException {
        List<StateTransition> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HISTORY)) {
            statement.setString(1, key.udid().value());
            statement.setString(2, key.host());
            statement.setLong(3, below);
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(TransitionRows.read(row));
                }
            }
        }
        return found;
    }

    private static void and(StringBuilder sql, List<Object> parameters, String condition, Object value) {
        sql.append(condition);
        parameters.add(value);
    }

    private static List<SeenRelation> query(Connection connection, String sql, List<Object> parameters) throws SQLException {
        List<SeenRelation> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String presence = row.getString("presence_state");
                    Relation relation = RelationRows.read(row);
                    found.add(new SeenRelation(relation,
                            presence == null ? null : PresenceState.ofWireText(presence), Columns.time(row, "presence_since"),
                            row.getBoolean("silent"), row.getString("port_path"), row.getString("presence_problem"),
                            Columns.time(row, "held_since"), PromptRows.read(row, relation.key()), row.getBoolean("expiring")));
                }
            }
        }
        return found;
    }

    /**
     * Which relations are wanted; an empty part asks nothing.
     *
     * @param udid     the device
     * @param host     the host
     * @param state    the state
     * @param expiring whether trust will end soon for want of a session
     * @param after    only keys behind this one
     */
    public record Filter(Optional<Udid> udid, Optional<String> host, Optional<TrustStatus> state, Optional<Boolean> expiring,
            Optional<RelationKey> after) {}

    /**
     * A relation and where its phone is.
     *
     * @param relation   the relation
     * @param presence   {@code null} if no watcher ever said anything
     * @param presenceSince since when, {@code null} if no watcher ever said anything
     * @param hostSilent whether the host's watcher is silent, so that presence is a memory
     * @param portPath   bus and ports, {@code null} when unknown
     * @param problem    {@code duplicate-serial}, or {@code null}
     * @param heldSince  since when pairing is held, {@code null} if it is not
     * @param prompts    what the device asked its owner, {@code null} if nothing
     * @param expiring   whether trust will end soon for want of a session, by the database's clock
     */
    public record SeenRelation(Relation relation, PresenceState presence, Instant presenceSince, boolean hostSilent, String portPath, String problem,
            Instant heldSince, Prompts prompts, boolean expiring) {}
}
