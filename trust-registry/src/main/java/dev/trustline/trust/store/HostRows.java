package dev.trustline.trust.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.trust.ladder.HostSigns;
import dev.trustline.trust.presence.ReceivedReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables {@code host_report} and {@code host_problem}: what a host says, and what is wrong with it. Stateless. */
public final class HostRows {

    /** The host's numbering went back: nothing that it says now can be ordered after what it said before. */
    public static final String EPOCH_WENT_BACK = ProblemCode.EPOCH_WENT_BACK.wireText();

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NEWEST = "select host, service, epoch, sequence, at, boot_id, usbmuxd_version, problems from host_report";
    private static final String SAVE = """
            insert into host_report (host, service, epoch, sequence, at, partition, service_version, boot_id, host_clock,
                                     usbmuxd_version, buid_fingerprint, problems)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (host, service) do update set epoch = excluded.epoch, sequence = excluded.sequence, at = excluded.at,
              partition = excluded.partition, service_version = excluded.service_version, boot_id = excluded.boot_id,
              host_clock = excluded.host_clock, usbmuxd_version = excluded.usbmuxd_version,
              buid_fingerprint = excluded.buid_fingerprint, problems = excluded.problems
            where (host_report.epoch, host_report.sequence) < (excluded.epoch, excluded.sequence)""";
    private static final String RAISE = """
            insert into host_problem (host, service, code, since, detail) select * from unnest(?, ?, ?, ?, ?)
            on conflict do nothing""";
    private static final String CLEAR = """
            delete from host_problem p using unnest(?, ?) as v(host, service)
             where p.host = v.host and p.service = v.service and p.code = ?""";

    private static final String FOUND = "select host, service, code, since, detail from host_problem where code = any(?)";
    private static final String TELL = """
            insert into host_problem (host, service, code, since, detail) select * from unnest(?, ?, ?, ?, ?)
            on conflict (host, service, code) do update set detail = excluded.detail""";
    private static final String CLEAR_FOUND = """
            delete from host_problem p using unnest(?, ?, ?) as v(host, service, code)
             where p.host = v.host and p.service = v.service and p.code = v.code""";

    /** The newest report of each service, by {@code host/service}. */
    Map<String, Seen> newest(Connection connection) throws SQLException {
        Map<String, Seen> ids = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(NEWEST); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.put(row.getString(1) + "/" + row.getString(2),
                        new Seen(new EventId(row.getLong(3), row.getLong(4)), Columns.time(row, "at"), signs(row)));
            }
        }
        return ids;
    }

    private static HostSigns signs(ResultSet row) throws SQLException {
        return new HostSigns(row.getString("boot_id"), row.getString("usbmuxd_version"),
                LabQueries.problems(row.getString("problems")).stream().map(p -> p.code()).collect(Collectors.toSet()));
    }

    /** Writes reports, one per service, each only over an older one. */
    void save(Connection connection, List<ReceivedReport> reports) throws SQLException {
        new ArrayColumns<>(reports)
                .text(r -> r.data().host())
                .text(r -> r.data().service())
                .int8(r -> r.origin().id().epoch())
                .int8(r -> r.origin().id().sequence())
                .time(r -> r.origin().at())
                .int4(ReceivedReport::partition)
                .text(r -> r.data().serviceVersion())
                .text(r -> r.data().bootId())
                .time(r -> r.data().clock())
                .text(r -> r.data().usbmuxdVersion())
                .text(r -> r.data().buidFingerprint())
                .text(r -> json(r.data().problems()))
                .execute(connection, SAVE);
    }

    /** Notes problems that the registry itself found. */
    void raise(Connection connection, List<FoundProblem> problems) throws SQLException {
        columns(problems).execute(connection, RAISE);
    }

    private static ArrayColumns<FoundProblem> columns(List<FoundProblem> problems) {
        return new ArrayColumns<>(problems)
                .text(FoundProblem::host)
                .text(FoundProblem::service)
                .text(FoundProblem::code)
                .time(FoundProblem::since)
                .text(FoundProblem::detail);
    }

    /** Notes problems, or what is to be said of them now; each keeps the time of its beginning. */
    void tell(Connection connection, List<FoundProblem> problems) throws SQLException {
        columns(problems).execute(connection, TELL);
    }

    /** These problems are over. */
    void clear(Connection connection, List<FoundProblem> problems) throws SQLException {
        new ArrayColumns<>(problems)
                .text(FoundProblem::host)
                .text(FoundProblem::service)
                .text(FoundProblem::code)
                .execute(connection, CLEAR_FOUND);
    }

    /** The problems with these codes that are noted. */
    List<FoundProblem> found(Connection connection, List<String> codes) throws SQLException {
        List<FoundProblem> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FOUND)) {
            statement.setArray(1, connection.createArrayOf("text", codes.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new FoundProblem(row.getString(1), row.getString(2), row.getString(3), Columns.time(row, "since"),
                            row.getString(5)));
                }
            }
        }
        return found;
    }

    /** The numbering of these services is in order again. */
    void clearEpochWentBack(Connection connection, List<HostReported> reports) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLEAR)) {
            new ArrayColumns<>(reports).text(HostReported::host).text(HostReported::service).bind(connection, statement);
            statement.setString(3, EPOCH_WENT_BACK);
            statement.executeUpdate();
        }
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two texts cannot be written", e);
        }
    }

    /**
     * The newest report of a service.
     *
     * @param id    its number
     * @param at    when the broker took it
     * @param signs what it said that the help ladder goes by
     */
    record Seen(EventId id, Instant at, HostSigns signs) {}

    /**
     * A problem that the registry found.
     *
     * @param host    the host
     * @param service the service on it
     * @param code    stable, kebab-case
     * @param since   by the broker's clock
     * @param detail  one sentence that says what to do
     */
    record FoundProblem(String host, String service, String code, Instant since, String detail) {

        static FoundProblem epochWentBack(String host, String service, Instant since) {
            return new FoundProblem(host, service, EPOCH_WENT_BACK, since, "events of " + service + " on " + host
                    + " carry a lower epoch than before and are not applied: check the host's clock and its data folder,"
                    + " then restart the service");
        }
    }
}
