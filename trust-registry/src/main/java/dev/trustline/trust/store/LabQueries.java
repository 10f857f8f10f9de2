package dev.trustline.trust.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.trust.presence.Presence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reading hosts and cables for the API. Stateless. */
public final class LabQueries {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SERVICES = """
            select h.*, coalesce(o.read_to_end_at > h.at + ? * interval '1 millisecond', false) as silent
              from host_report h left join consumer_offset o on o.topic = 'trustline.hosts' and o.partition = h.partition
             order by h.host, h.service""";
    private static final String FOUND = "select host, service, code, detail from host_problem";
    private static final String ATTACHED = "select host, count(*) from presence where state = 'attached' group by host";
    private static final String PRESENCE = "select * from presence where udid > ? order by udid, host";
    private static final String RELATIONS = "select state, count(*), count(*) filter (where suspected_since is not null), "
            + "count(*) filter (where " + TrustQueries.EXPIRING + ") from relation r group by state";

    private static final String ASKED = "select udid, sum(backup_count), sum(other_count) from prompt where udid = any(?) group by udid";
    private static final String HELD = "select host, since, held_by, why from host_hold where since is not null";
    private static final String KNOWN = "select 1 from host_report where host = ? limit 1";

    private final Duration silentAfter;

    /**
     * Queries that take a host for silent after that long.
     *
     * @param silentAfter by the broker's clock
     */
    public LabQueries(Duration silentAfter) {
        this.silentAfter = silentAfter;
    }

    /** Every service of every host that ever reported. */
    public List<ReportedService> services(Connection connection) throws SQLException {
        Map<String, List<HostProblem>> found = found(connection);
        List<ReportedService> services = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SERVICES)) {
            statement.setLong(1, silentAfter.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    services.add(service(row, found.remove(row.getString("host") + "/" + row.getString("service"))));
                }
            }
        }
        return services;
    }

    /** The hosts on which pairing of every device is held, by name. */
    public Map<String, HostHold> held(Connection connection) throws SQLException {
        Map<String, HostHold> held = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HELD); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                held.put(row.getString("host"), new HostHold(Columns.time(row, "since"), row.getString("held_by"), row.getString("why")));
            }
        }
        return held;
    }

    /** Whether a service of this host ever reported. */
    public boolean isKnown(Connection connection, String host) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setString(1, host);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** How many phones are attached, by host. */
    public Map<String, Integer> attached(Connection connection) throws SQLException {
        return counts(connection, ATTACHED);
    }

    /** How many relations there are. */
    public RelationCounts relations(Connection connection) throws SQLException {
        Map<String, Integer> byState = new HashMap<>();
        int suspected = 0;
        int expiring = 0;
        try (PreparedStatement statement = connection.prepareStatement(RELATIONS); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                byState.put(row.getString(1), row.getInt(2));
                suspected += row.getInt(3);
                expiring += row.getInt(4);
            }
        }
        return new RelationCounts(byState, suspected, expiring);
    }

    /** How often each of these devices asked its owner something, over all hosts; one that never did is missing. */
    public Map<String, AskedCounts> asked(Connection connection, Collection<String> udids) throws SQLException {
        Map<String, AskedCounts> counts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ASKED)) {
            statement.setArray(1, connection.createArrayOf("text", udids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), new AskedCounts(row.getLong(2), row.getLong(3)));
                }
            }
        }
        return counts;
    }

    /** The presence rows of the first {@code limit} devices after that UDID. */
    public List<Presence> presence(Connection connection, String after, int limit) throws SQLException {
        List<Presence> rows = new ArrayList<>();
        Set<String> udids = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(PRESENCE)) {
            statement.setString(1, after);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next() && (udids.contains(row.getString("udid")) || udids.size() < limit)) {
                    udids.add(row.getString("udid"));
                    rows.add(PresenceRows.read(row));
                }
            }
        }
        return rows;
    }

    private static ReportedService service(ResultSet row, List<HostProblem> found) throws SQLException {
        List<HostProblem> problems = new ArrayList<>(problems(row.getString("problems")));
        if (found != null) {
            found.stream().filter(f -> problems.stream().noneMatch(p -> p.code().equals(f.code()))).forEach(problems::add);
        }
        return new ReportedService(row.getString("host"), row.getString("service"), Columns.time(row, "at"),
                row.getBoolean("silent"), row.getString("service_version"), row.getString("boot_id"),
                Columns.time(row, "host_clock"), row.getString("usbmuxd_version"), row.getString("buid_fingerprint"), problems);
    }

    private static Map<String, List<HostProblem>> found(Connection connection) throws SQLException {
        Map<String, List<HostProblem>> problems = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FOUND); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                problems.computeIfAbsent(row.getString(1) + "/" + row.getString(2), k -> new ArrayList<>())
                        .add(new HostProblem(row.getString(3), row.getString(4)));
            }
        }
        return problems;
    }

    static List<HostProblem> problems(String json) {
        try {
            return List.of(MAPPER.readValue(json, HostProblem[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column problems holds something else", e);
        }
    }

    private static Map<String, Integer> counts(Connection connection, String sql) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counts.put(row.getString(1), row.getInt(2));
            }
        }
        return counts;
    }

    /**
     * How often a device asked its owner something.
     *
     * @param backupConsents        for consent to a backup
     * @param authenticationPrompts for passcode or face, whatever for
     */
    public record AskedCounts(long backupConsents, long authenticationPrompts) {
        /** It never did. */
        public static final AskedCounts NEVER = new AskedCounts(0, 0);
    }

    /**
     * Pairing of every device is held on a host.
     *
     * @param since  since when, by the broker's clock
     * @param heldBy who or which rule holds
     * @param why    one sentence for a person
     */
    public record HostHold(Instant since, String heldBy, String why) {}

    /**
     * How many relations there are.
     *
     * @param byState   by state
     * @param suspected those that wait for a proof, as their phone had forgotten another host
     * @param expiring  those whose trust will end soon for want of a session
     */
    public record RelationCounts(Map<String, Integer> byState, int suspected, int expiring) {

        public RelationCounts {
            byState = Map.copyOf(byState);
        }
    }

    /**
     * A service on a host, as it last reported.
     *
     * @param host            the host
     * @param service         {@code usb-watcher} or {@code pairing-service}
     * @param at              when the broker took the report
     * @param silent          whether it should have reported again by now
     * @param serviceVersion  its version
     * @param bootId          the kernel's boot id
     * @param clock           the host's clock then
     * @param usbmuxdVersion  {@code null} when not known
     * @param buidFingerprint keyed fingerprint of the SystemBUID, {@code null} when not known
     * @param problems        what is wrong, by its own words and by what the registry found
     */
    public record ReportedService(String host, String service, Instant at, boolean silent, String serviceVersion, String bootId,
            Instant clock, String usbmuxdVersion, String buidFingerprint, List<HostProblem> problems) {

        public ReportedService {
            problems = List.copyOf(problems);
        }
    }
}
