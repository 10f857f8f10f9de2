package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.result.AwaitingApproval;
import dev.trustline.trust.store.AuditQueries;
import dev.trustline.trust.store.AuditQueries.Chain;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class AuditIT extends ServiceIT {

    @BeforeEach
    void threeThingsWereAsked() {
        lab.send(lab.attached(phone));
        soon().until(() -> "unknown".equals(state(phone)));
        IntStream.range(0, 3).forEach(i -> ask("{\"command\":\"hold\"}"));
    }

    @Test
    void whoAskedForWhatIsChainedAndPaged() {
        List<Map<String, Object>> items = get("/api/v1/audit?limit=2").statusCode(200).extract().path("items");
        assertThat(items).hasSize(2).allSatisfy(i -> assertThat(i).containsEntry("actor", "operator").containsEntry("action", "hold")
                .containsEntry("udid", phone.value()));
        ValidatableResponse chain = get("/api/v1/audit/chain").statusCode(200);
        assertThat(chain.extract().<Boolean>path("whole")).isTrue();
        assertThat(chain.extract().<String>path("head")).isEqualTo(items.get(0).get("hash"));
        assertThat(chain.extract().<Integer>path("rows")).isEqualTo(items.get(0).get("number"));
        int next = get("/api/v1/audit?limit=1&cursor={c}", get("/api/v1/audit?limit=2").extract().<String>path("next")).extract().path("items[0].number");
        assertThat(next).isEqualTo((Integer) items.get(1).get("number") - 1);
    }

    @Test
    void aRowThatWasChangedBreaksTheChainThere() throws SQLException {
        tampered((sql, newest) -> {
            sql.execute("update command_audit set actor = 'somebody else' where number = " + (newest - 1));

            assertThat(chain(sql).whole()).isFalse();
            assertThat(chain(sql).brokenAt()).isEqualTo(newest - 1);
            assertThat(chain(sql).why()).contains("Row " + (newest - 1));
        });
    }

    @Test
    void aRowThatWasChangedTogetherWithItsHashBreaksTheNextOne() throws SQLException {
        tampered((sql, newest) -> {
            sql.execute("update command_audit a set actor = 'x', hash = audit_hash((select hash from command_audit where number = a.number - 1), a.number, "
                    + "a.at, 'x', a.action, a.command_id, a.udid, a.host, a.attempt) where number = " + (newest - 1));

            assertThat(chain(sql).brokenAt()).isEqualTo(newest);
        });
    }

    @Test
    void aRowThatWasRemovedShowsInTheMiddleAndAtTheEnd() throws SQLException {
        tampered((sql, newest) -> {
            sql.execute("delete from command_audit where number = " + (newest - 1));
            assertThat(chain(sql).brokenAt()).isEqualTo(newest);

            sql.execute("delete from command_audit where number = " + newest);
            assertThat(chain(sql).whole()).isFalse();
            assertThat(chain(sql).why()).contains("newest rows are missing");
        });
    }

    @Test
    void aCommandWithoutARowShows() throws SQLException {
        tampered((sql, newest) -> {
            sql.execute("insert into command (id, verb, udid, host, requested_by, created_at, expires_at, status) "
                    + "values ('1-0000000001', 'pair', '', 'h', 'x', now(), now(), 'accepted')");

            assertThat(chain(sql).whole()).isFalse();
            assertThat(chain(sql).why()).contains("1 commands have no row");
        });
    }

    @Test
    void whoApprovesSeesWhatIsGranted() {
        assertThat(this.<Object>field(phone, "grants")).isNull();
        lab.send(lab.result(new AwaitingApproval(lab.facts(phone, 1, Reason.POLICY_ASKS))));

        soon().until(() -> "awaiting-approval".equals(state(phone)));
        assertThat(this.<List<String>>field(phone, "grants")).anySatisfy(g -> assertThat(g).contains("photos"))
                .anySatisfy(g -> assertThat(g).contains("contacts")).anySatisfy(g -> assertThat(g).contains("synchronise"));
    }

    private void ask(String body) {
        given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body(body)
                .when().post("/api/v1/trust/{u}/{h}/commands", phone.value(), host).then().statusCode(202);
    }

    /** In a transaction that is rolled back, so that the other tests find the audit as it was. */
    private void tampered(Tampering tampering) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                Chain before = chain(statement);
                assertThat(before.whole()).isTrue();
                tampering.by(statement, before.rows());
            } finally {
                connection.rollback();
            }
        }
    }

    private static Chain chain(Statement statement) throws SQLException {
        return new AuditQueries().chain(statement.getConnection());
    }

    /** Somebody with a connection to the database. */
    @FunctionalInterface
    private interface Tampering {
        void by(Statement sql, long newest) throws SQLException;
    }
}
