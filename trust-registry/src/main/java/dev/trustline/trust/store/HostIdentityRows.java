package dev.trustline.trust.store;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.trust.identity.HostIdentities;
import dev.trustline.trust.identity.HostIdentity;
import dev.trustline.trust.presence.ReceivedReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table {@code host_identity}, and the problems that follow from it. The caller's transaction holds the lock of presence, so
 * that the hosts are compared by one copy at a time. Stateless.
 */
final class HostIdentityRows {

    private static final List<String> CODES = List.of(ProblemCode.BUID_SHARED.wireText(), ProblemCode.BUID_CHANGED.wireText());
    private static final String LOAD = "select i.*, r.at from host_identity i join host_report r on r.host = i.host and r.service = '"
            + EventSource.PAIRING_SERVICE + "'";
    private static final String SAVE = """
            insert into host_identity (host, fingerprint, changed_to, changed_at) select * from unnest(?, ?, ?, ?)
            on conflict (host) do update set fingerprint = excluded.fingerprint, changed_to = excluded.changed_to,
              changed_at = excluded.changed_at""";

    private final HostRows hosts;

    HostIdentityRows(HostRows hosts) {
        this.hosts = hosts;
    }

    /** Compares what these reports say with what every host has. To be called after they are stored. */
    void follow(Connection connection, Collection<ReceivedReport> reports) throws SQLException {
        List<ReceivedReport> telling = reports.stream()
                .filter(r -> r.data().buidFingerprint() != null && r.data().service().equals(EventSource.PAIRING_SERVICE))
                .sorted(Comparator.comparing(r -> r.origin().at()))
                .toList();
        if (telling.isEmpty()) {
            return;
        }
        HostIdentities identities = new HostIdentities(load(connection));
        telling.forEach(r -> identities.reported(r.data().host(), r.data().buidFingerprint(), r.origin().at()));
        save(connection, identities.changed());
        tell(connection, identities.findings(), telling.get(telling.size() - 1).origin().at());
    }

    private void tell(Connection connection, List<HostIdentities.Finding> findings, Instant at) throws SQLException {
        List<HostRows.FoundProblem> wanted = findings.stream()
                .map(f -> new HostRows.FoundProblem(f.host(), EventSource.PAIRING_SERVICE, f.code().wireText(), at, f.detail()))
                .toList();
        List<HostRows.FoundProblem> stored = hosts.found(connection, CODES);
        Set<List<String>> known = stored.stream().map(HostIdentityRows::words).collect(Collectors.toSet());
        List<HostRows.FoundProblem> news = wanted.stream().filter(p -> !known.contains(words(p))).toList();
        if (!news.isEmpty()) {
            hosts.tell(connection, news);
        }
        Set<List<String>> places = wanted.stream().map(HostIdentityRows::place).collect(Collectors.toSet());
        List<HostRows.FoundProblem> over = stored.stream().filter(p -> !places.contains(place(p))).toList();
        if (!over.isEmpty()) {
            hosts.clear(connection, over);
        }
    }

    private static List<String> place(HostRows.FoundProblem p) {
        return List.of(p.host(), p.service(), p.code());
    }

    private static List<String> words(HostRows.FoundProblem p) {
        return List.of(p.host(), p.service(), p.code(), p.detail());
    }

    private static List<HostIdentity> load(Connection connection) throws SQLException {
        List<HostIdentity> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LOAD); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new HostIdentity(row.getString("host"), row.getString("fingerprint"), row.getString("changed_to"),
                        Columns.time(row, "changed_at"), Columns.time(row, "at")));
            }
        }
        return found;
    }

    private static void save(Connection connection, List<HostIdentity> changed) throws SQLException {
        if (!changed.isEmpty()) {
            new ArrayColumns<>(changed)
                    .text(HostIdentity::host)
                    .text(HostIdentity::fingerprint)
                    .text(HostIdentity::changedTo)
                    .time(HostIdentity::changedAt)
                    .execute(connection, SAVE);
        }
    }
}
