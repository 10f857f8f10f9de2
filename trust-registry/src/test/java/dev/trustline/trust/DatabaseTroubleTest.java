package dev.trustline.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTroubleTest {

    @ParameterizedTest
    @CsvSource({
        "08001, cannot be reached", // refused, unknown name
        "08006, cannot be reached", // broken off
        "53300, out of connections", // too_many_connections
        "53100, out of connections", // disk_full
        "53200, out of connections", // out_of_memory
        "55000, closed to connections", // allow_connections false
        "57P01, starting or stopping", // admin_shutdown
        "57P03, starting or stopping", // cannot_connect_now
        "58000, its files", // system_error
        "58030, its files", // io_error
        "25006, standby", // read_only_sql_transaction
    })
    void whatPassesIsWaitedForAndNamed(String state, String because) {
        assertThat(DatabaseTrouble.of(new FlywayException("no", new SQLException("no", state))))
                .isInstanceOfSatisfying(DatabaseTrouble.Away.class, away -> assertThat(away.because()).contains(because));
    }

    @ParameterizedTest
    @CsvSource({
        "28000, quarkus.datasource.username", // no such role, pg_hba.conf
        "28P01, quarkus.datasource.password", // wrong password
        "3D000, quarkus.datasource.jdbc.url", // no such database
        "42501, grant", // insufficient_privilege
    })
    void whatStaysSaysWhichSettingMendsIt(String state, String setting) {
        assertThat(DatabaseTrouble.of(new FlywayException("no", new SQLException("no", state))))
                .isInstanceOfSatisfying(DatabaseTrouble.Misconfigured.class, wrong -> assertThat(wrong.wayOut()).contains(setting));
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "42P01", "55P03", "57014", "22001", "23505", "40001", "XX000"})
    void everythingElseIsADefect(String state) {
        assertThat(DatabaseTrouble.of(new SQLException("no", state))).isInstanceOf(DatabaseTrouble.Defect.class);
    }

    @Test
    void withoutAnySqlFailureItIsADefect() {
        assertThat(DatabaseTrouble.of(new FlywayException("validation failed"))).isInstanceOf(DatabaseTrouble.Defect.class);
    }

    @Test
    void aPoolThatWaitedInVainSaysNoStateAndIsWaitedFor() {
        assertThat(DatabaseTrouble.of(new SQLException("Acquisition timeout"))).isInstanceOf(DatabaseTrouble.Away.class);
    }

    @Test
    void theReasonBehindThePoolsOwnFailureCounts() {
        SQLException pool = new SQLException("pool", new RuntimeException(new SQLException("no password", "28P01")));

        assertThat(DatabaseTrouble.of(new FlywayException("no", pool))).isInstanceOf(DatabaseTrouble.Misconfigured.class);
    }
}
