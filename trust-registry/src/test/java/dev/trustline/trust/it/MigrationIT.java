package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database as an older version left it, and what the migrations make of its rows. */
class MigrationIT {

    private static final String OLD = "4";
    private static final String PHONE = "00008110-001A2B3C4D5E6F70";

    private DataSource database;

    @BeforeEach
    void anOldDatabase() throws SQLException {
        database = OnePostgres.emptyDatabase();
        Flyway.configure().dataSource(database).target(OLD).load().migrate();
    }

    @Test
    void aReasonThatStuckComesBackFromTheHistoryAndIsPublished() throws SQLException {
        relation("replaced", "trusted", "record-replaced");
        transition("replaced", 5, "awaiting-trust", "dialog-shown");
        transition("replaced", 6, "trusted", "user-accepted");
        relation("restored", "trusted", "restored");
        transition("restored", 6, "trusted", "restored");
        relation("usual", "trusted", "user-accepted");

        migrate();

        assertThat(rows("select host, reason, record_replaced, version from relation order by host")).containsExactly(
                "replaced|user-accepted|t|8", "restored|restored|f|8", "usual|user-accepted|f|7");
        assertThat(rows("select host from outbox order by host")).containsExactly("replaced", "restored");
    }

    @Test
    void whatWasForgottenBeforeMakesTheOtherRelationsSuspected() throws SQLException {
        relation("again", "trusted", "user-accepted");
        transition("again", 3, "revoked", "host-forgotten");
        relation("doubtful", "trusted", "user-accepted");
        sql("update relation set proven_at = '2026-10-01T10:00Z' where host = 'doubtful'");
        relation("never-proven", "trusted", "user-accepted");
        sql("update relation set proven_at = null where host = 'never-proven'");
        relation("proven-since", "trusted", "user-accepted");
        relation("gone", "denied", "user-denied");

        migrate();

        assertThat(rows("select host, suspected_since is not null, version from relation order by host")).containsExactly(
                "again|f|7", "doubtful|t|8", "gone|f|7", "never-proven|t|8", "proven-since|f|7");
        assertThat(rows("select distinct r.suspected_since = o.forgotten_at from relation r, relation o where o.host = 'again' "
                + "and r.suspected_since is not null")).containsExactly("t");
        assertThat(rows("select host from outbox order by host")).containsExactly("doubtful", "never-proven");
    }

    @Test
    void theExpiryOfWhatIsTrustedIsReckonedOnce() throws SQLException {
        for (String version : List.of("10.3.3", "11.0", "17.5.1", "x", "")) {
            relation("v" + version, "trusted", "user-accepted");
            sql("update relation set product_version = '" + version + "' where host = 'v" + version + "'");
        }
        relation("watch", "trusted", "user-accepted");
        sql("update relation set product_version = '10.1', device_class = 'Watch' where host = 'watch'");
        relation("denied", "denied", "user-denied");

        migrate();

        assertThat(rows("select host, extract(day from expires_at - proven_at) from relation order by host collate \"C\"")).containsExactly(
                "denied|null", "v|30", "v10.3.3|180", "v11.0|30", "v17.5.1|30", "vx|30", "watch|30");
    }

    @Test
    void theIdentitiesThatHostsReportedAreTheUsualOnes() throws SQLException {
        for (String service : List.of("pairing-service", "usb-watcher")) {
            sql("insert into host_report (host, service, epoch, sequence, at, partition, buid_fingerprint, problems) values ('rack-1', '"
                    + service + "', 1, 1, '2026-11-01T10:00Z', 0, '" + service + "', '[]')");
        }

        migrate();

        assertThat(rows("select * from host_identity")).containsExactly("rack-1|pairing-service|null|null");
    }

    @Test
    void whatWasAskedBeforeIsChainedAsItIs() throws SQLException {
        for (String actor : List.of("anna", "rule:lost-event")) {
            sql("insert into command_audit (at, actor, action, command_id, udid, host) values ('2026-11-01T10:00Z', '" + actor + "', 'pair', 'c', '"
                    + PHONE + "', 'rack-1')");
        }

        migrate();

        assertThat(rows("select number, actor from command_audit order by number")).containsExactly("1|anna", "2|rule:lost-event");
        assertThat(rows("select a.hash = audit_hash(b.hash, 2, a.at, a.actor, a.action, a.command_id, a.udid, a.host, a.attempt), a.hash = h.hash "
                + "from command_audit a, command_audit b, audit_head h where a.number = 2 and b.number = 1")).containsExactly("t|t");
    }

    private void migrate() {
        Flyway.configure().dataSource(database).load().migrate();
    }

    private void relation(String host, String state, String reason) throws SQLException {
        sql("insert into relation (udid, host, state, reason, since, attempt, version, applied_epoch, applied_sequence, applied_at,"
                + " proven_at) values ('" + PHONE + "', '" + host + "', '" + state + "', '" + reason
                + "', '2026-11-01T10:00Z', 1, 7, 5, 9, '2026-11-02T10:00Z', '2026-11-02T10:00Z')");
    }

    private void transition(String host, int version, String to, String reason) throws SQLException {
        sql("insert into transition (udid, host, version, from_state, to_state, reason, at, attempt, evidence, event_epoch) values ('"
                + PHONE + "', '" + host + "', " + version + ", 'unknown', '" + to + "', '" + reason
                + "', '2026-11-01T10:00Z', 1, 'x', 1)");
    }

    private void sql(String sql) throws SQLException {
        OnePostgres.sql(database, sql);
    }

    private List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(row.getString(i));
                }
                found.add(String.join("|", values));
            }
        }
        return found;
    }
}
