package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.events.topic.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class PresenceIT extends ServiceIT {

    @Test
    void anAttachedPhoneIsShownBeforeAnybodySpeaksOfTrust() {
        lab.send(lab.attached(phone));

        soon().until(() -> "unknown".equals(state(phone)));
        assertThat(this.<String>field(phone, "presence")).isEqualTo("attached");
        assertThat(this.<String>field(phone, "reason")).isEqualTo("never-attempted");

        lab.send(lab.detached(phone));
        soon().until(() -> "detached".equals(field(phone, "presence")));
    }

    @Test
    void aListHealsLostDetachesAndLostAttaches() {
        Udid lostAttach = Lab.aPhone();
        lab.send(lab.attached(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));

        lab.send(lab.report(lostAttach));

        soon().until(() -> "detached".equals(field(phone, "presence")) && "attached".equals(field(lostAttach, "presence")));
        List<String> reasons = get("/api/v1/devices?limit=1000").extract()
                .path("items.find { it.udid == '" + phone + "' }.places.reason");
        assertThat(reasons).containsExactly("not-listed");
    }

    @Test
    void aListThatIsOlderThanTheEventChangesNothing() {
        ProducerRecord<String, byte[]> emptyList = lab.report();
        lab.send(lab.attached(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));

        lab.send(emptyList);
        lab.send(lab.attached(Lab.aPhone()));

        soon().until(() -> !get("/api/v1/hosts").extract().<List<String>>path("items.findAll { it.host == '" + host + "' }.services.service").isEmpty());
        assertThat(this.<String>field(phone, "presence")).isEqualTo("attached");
    }

    @Test
    void anAttachElsewhereSupersedesAndASecondListingIsADuplicateSerial() {
        try (Lab other = new Lab(bootstrap, host + "-b")) {
            lab.send(lab.attached(phone));
            soon().until(() -> "attached".equals(field(phone, "presence")));
            other.send(other.attached(phone));
            soon().until(() -> "superseded".equals(field(phone, "presence")));

            lab.send(lab.report(phone));
            soon().until(() -> problems().equals(List.of("duplicate-serial", "duplicate-serial")));

            lab.send(lab.report());
            soon().until(() -> problems().isEmpty());
            assertThat(this.<String>field(phone, "presence")).isEqualTo("detached");
        }
    }

    @Test
    void aDuplicateSerialIsHeldAtBothHostsOnceAndReleasedOnceWhenItEnds() throws SQLException {
        double held = counted("hold", "rule");
        double released = counted("release", "rule");
        try (Lab other = new Lab(bootstrap, host + "-b"); Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            lab.send(lab.attached(phone));
            soon().until(() -> "attached".equals(field(phone, "presence")));
            other.send(other.attached(phone));
            soon().until(() -> "superseded".equals(field(phone, "presence")));

            for (int i = 0; i < 3; i++) {
                lab.send(lab.report(phone));
                other.send(other.report(phone));
            }
            soon().until(() -> asked(commands).equals(List.of("hold.requested " + host, "hold.requested " + host + "-b")));

            other.send(other.detached(phone));
            other.send(other.report());
            lab.send(lab.report(phone));
            soon().until(() -> "attached".equals(field(phone, "presence")));
            soon().until(() -> asked(commands).equals(List.of("hold.requested " + host, "hold.requested " + host + "-b",
                    "release.requested " + host, "release.requested " + host + "-b")));
        }
        assertThat(audited()).containsExactly("hold " + host, "hold " + host + "-b", "release " + host, "release " + host + "-b");
        soon().untilAsserted(() -> assertThat(counted("hold", "rule")).isEqualTo(held + 2));
        soon().untilAsserted(() -> assertThat(counted("release", "rule")).isEqualTo(released + 2));
    }

    @Test
    void aHoldThatExpiredWhileItsHostWasAwayIsAskedForAgainOnceTheHostIsBack() throws SQLException {
        double held = counted("hold", "rule");
        try (Lab other = new Lab(bootstrap, host + "-b"); Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            lab.send(lab.attached(phone));
            soon().until(() -> "attached".equals(field(phone, "presence")));
            other.send(other.attached(phone));
            soon().until(() -> "superseded".equals(field(phone, "presence")));
            lab.send(lab.report(phone));
            soon().until(() -> asked(commands).size() == 2);

            try (Connection connection = dataSource.getConnection(); PreparedStatement age = connection.prepareStatement(
                    "update command set expires_at = expires_at - interval '1 hour' where udid = ? and host = ?")) {
                age.setString(1, phone.value());
                age.setString(2, host);
                age.executeUpdate();
            }
            soon().until(() -> get("/api/v1/trust/{u}/{h}/commands", phone.value(), host).extract().<List<String>>path("items.status")
                    .equals(List.of("expired")));
            lab.send(lab.pairingReport());

            soon().until(() -> asked(commands).equals(List.of("hold.requested " + host, "hold.requested " + host, "hold.requested " + host + "-b")));
            soon().untilAsserted(() -> assertThat(counted("hold", "rule")).isEqualTo(held + 3));
        }
    }

    private List<String> asked(Tail commands) {
        return commands.matching(r -> new String(r.value()).contains(phone.value())).stream()
                .filter(r -> new String(r.value()).contains("\"requestedBy\":\"rule:duplicate-serial\""))
                .map(r -> new String(r.headers().lastHeader("ce_type").value()).replace("dev.trustline.", "").replace(".v1", "") + " " + r.key())
                .sorted()
                .toList();
    }

    private List<String> audited() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(
                "select action || ' ' || host from command_audit where udid = ? and actor = 'rule:duplicate-serial' order by 1")) {
            statement.setString(1, phone.value());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        return rows;
    }

    @Test
    void aHostThatReportsNoMoreIsSilentAndItsPhonesAreAMemory() throws SQLException {
        lab.send(lab.attached(phone), lab.pairingReport(), lab.report(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));
        soon().until(() -> services().containsAll(List.of("usb-watcher", "pairing-service")));

        lastReportsWereLongAgo();
        soon().until(() -> "host-silent".equals(field(phone, "presence")));
        String note = given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json")
                .body("{\"command\":\"verify\"}").when().post("/api/v1/trust/{u}/{h}/commands", phone.value(), host)
                .then().statusCode(202).extract().path("note");
        assertThat(note).startsWith("Host " + host + " is silent since ");
        assertThat(this.<Boolean>field(phone, "attached")).isTrue();
        assertThat(silent()).isTrue();

        lab.send(lab.report(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));
        assertThat(silent()).isFalse();
    }

    private List<String> services() {
        return get("/api/v1/hosts").extract().path("items.find { it.host == '" + host + "' }.services.service");
    }

    private void lastReportsWereLongAgo() throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement age = connection.prepareStatement(
                "update host_report set at = at - interval '1 hour' where host = ?")) {
            age.setString(1, host);
            age.executeUpdate();
        }
    }

    private boolean silent() {
        return get("/api/v1/hosts").extract().path("items.find { it.host == '" + host + "' }.silent");
    }

    private List<String> problems() {
        List<String> all = get("/api/v1/devices?limit=1000").extract()
                .path("items.find { it.udid == '" + phone + "' }.places.problem");
        return all.stream().filter(p -> p != null).toList();
    }
}
