package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.result.AwaitingApproval;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Released;
import dev.trustline.events.result.Verified;
import dev.trustline.events.topic.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class CommandsIT extends ServiceIT {

    @BeforeEach
    void aPhoneOnTheCable() {
        lab.send(lab.attached(phone));
        soon().until(() -> "unknown".equals(state(phone)));
    }

    @Test
    void aCommandReachesItsHostAndTheAnswerMakesItDone() {
        double before = counted("pair", "operator");
        ValidatableResponse accepted = post("{\"command\":\"pair\"}").statusCode(202);
        String id = accepted.extract().path("id");
        assertThat(accepted.extract().header("Location")).endsWith("/api/v1/commands/" + id);
        assertThat(counted("pair", "operator")).isEqualTo(before + 1);
        assertThat(accepted.extract().<String>path("note")).contains("never reported");

        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> id.equals(header(r, "ce_id"))).size() == 1);
            ConsumerRecord<String, byte[]> record = commands.matching(r -> id.equals(header(r, "ce_id"))).get(0);
            assertThat(record.key()).isEqualTo(host);
            assertThat(header(record, "ce_targethost")).isEqualTo(host);
            assertThat(header(record, "ce_source")).isEqualTo("/registry");
            assertThat(header(record, "ce_expirytime")).isNotNull();
            assertThat(new String(record.value())).contains("\"requestedBy\":\"operator\"");
        }
        assertThat(command(id, "status")).isEqualTo("accepted");

        lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)), id));

        soon().until(() -> "done".equals(command(id, "status")));
        assertThat(command(id, "reason")).isEqualTo("dialog-shown");
    }

    @Test
    void aRejectionIsShownWithItsReasonAndLeavesTheStateAlone() {
        String id = post("{\"command\":\"verify\"}").statusCode(202).extract().path("id");

        lab.send(lab.result(new CommandRejected(phone, host, Rejection.NOT_ATTACHED, null), id));

        soon().until(() -> "rejected".equals(command(id, "status")));
        assertThat(command(id, "reason")).isEqualTo("not-attached");
        assertThat(state(phone)).isEqualTo("unknown");
    }

    @Test
    void anUnansweredCommandExpiresAndALateAnswerStillCounts() throws SQLException {
        String id = post("{\"command\":\"unpair\"}").statusCode(202).extract().path("id");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement age = connection.prepareStatement("update command set expires_at = expires_at - interval '1 hour' where id = ?")) {
            age.setString(1, id);
            age.executeUpdate();
        }

        soon().until(() -> "expired".equals(command(id, "status")));
        assertThat(command(id, "reason")).isEqualTo("unanswered");

        lab.send(lab.result(new CommandRejected(phone, host, Rejection.NO_RECORD, null), id));
        soon().until(() -> "rejected".equals(command(id, "status")));
    }

    @Test
    void anApprovalMustFitTheOpenAttempt() {
        post("{\"command\":\"approve\"}").statusCode(409).contentType("application/problem+json");
        lab.send(lab.result(new AwaitingApproval(lab.facts(phone, 3, Reason.POLICY_ASKS))));
        soon().until(() -> "awaiting-approval".equals(state(phone)));

        post("{\"command\":\"approve\",\"attempt\":2}").statusCode(409);
        post("{\"command\":\"pair\",\"attempt\":2}").statusCode(400);
        String id = post("{\"command\":\"approve\"}").statusCode(202).extract().path("id");

        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> id.equals(header(r, "ce_id"))).stream()
                    .anyMatch(r -> new String(r.value()).contains("\"attempt\":3")));
        }
    }

    @Test
    void aHoldIsAskedForAndShownUntilItIsReleased() {
        String hold = post("{\"command\":\"hold\"}").statusCode(202).extract().path("id");
        lab.send(lab.result(new Held(phone, host), hold));
        soon().until(() -> field(phone, "heldSince") != null && "done".equals(command(hold, "status")));
        assertThat(state(phone)).isEqualTo("unknown");

        String release = post("{\"command\":\"release\"}").statusCode(202).extract().path("id");
        lab.send(lab.result(new Released(phone, host), release));
        soon().until(() -> field(phone, "heldSince") == null && "done".equals(command(release, "status")));

        List<String> all = get("/api/v1/trust/{u}/{h}/commands", phone.value(), host).extract().path("items.command");
        assertThat(all).containsExactly("release", "hold");
        ValidatableResponse newest = get("/api/v1/trust/{u}/{h}/commands?limit=1", phone.value(), host);
        assertThat(newest.extract().<List<String>>path("items.id")).containsExactly(release);
        ValidatableResponse next = get("/api/v1/trust/{u}/{h}/commands?cursor={c}", phone.value(), host, newest.extract().path("next"));
        assertThat(next.extract().<List<String>>path("items.id")).containsExactly(hold);
        assertThat(next.extract().<String>path("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"restore-record, record.restore-requested", "adopt-record, record.adopt-requested"})
    void whichRecordUsbmuxdShallHoldIsAskedForByCommand(String verb, String type) {
        String id = post("{\"command\":\"" + verb + "\"}").statusCode(202).extract().path("id");

        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> id.equals(header(r, "ce_id"))).size() == 1);
            ConsumerRecord<String, byte[]> record = commands.matching(r -> id.equals(header(r, "ce_id"))).get(0);
            assertThat(header(record, "ce_type")).contains(type);
            assertThat(header(record, "ce_targethost")).isEqualTo(host);
        }
        assertThat(command(id, "command")).isEqualTo(verb);
        lab.send(lab.result(new CommandRejected(phone, host, Rejection.NOTHING_TO_ADOPT, null), id));
        soon().until(() -> "nothing-to-adopt".equals(command(id, "reason")));
    }

    @ParameterizedTest
    @CsvSource({"wifi-on, true", "wifi-off, false"})
    void wifiConnectionsAreSwitchedByCommandAndShownAsTheDeviceSaysAfterwards(String verb, boolean enabled) {
        String id = post("{\"command\":\"" + verb + "\"}").statusCode(202).extract().path("id");

        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> id.equals(header(r, "ce_id"))).size() == 1);
            ConsumerRecord<String, byte[]> record = commands.matching(r -> id.equals(header(r, "ce_id"))).get(0);
            assertThat(header(record, "ce_type")).contains("wifi.set-requested");
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains("\"enabled\":" + enabled);
        }
        lab.send(lab.result(new Verified(lab.trustedFacts(phone, 1).withWifiConnections(enabled)), id));
        soon().until(() -> "done".equals(command(id, "status")));
        soon().until(() -> Boolean.valueOf(enabled).equals(get("/api/v1/trust/{u}/{h}", phone.value(), host).extract().path("wifiConnections")));
    }

    private ValidatableResponse post(String body) {
        return given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body(body)
                .when().post("/api/v1/trust/{u}/{h}/commands", phone.value(), host).then();
    }

    private String command(String id, String field) {
        return get("/api/v1/commands/{id}", id).statusCode(200).extract().path(field);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return record.headers().lastHeader(name) == null ? null : new String(record.headers().lastHeader(name).value());
    }
}
