package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.TimedOut;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.topic.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class LadderIT extends ServiceIT {

    private String model;

    @BeforeEach
    void aModelOfItsOwn() {
        model = "iPhone" + System.nanoTime() + ",1";
    }

    @Test
    void afterDontTrustARePlugIsTheNextStepAndIsCountedOnceTrustFollows() {
        lab.send(lab.attached(phone), lab.result(new AwaitingTrust(facts(1, Reason.DIALOG_SHOWN))), lab.result(new Denied(facts(1, Reason.USER_DENIED))));
        soon().until(() -> "refused".equals(help().extract().path("fault")));
        assertThat(help().extract().<String>path("next.rung")).isEqualTo("replug");
        assertThat(help().extract().<List<?>>path("taken")).isEmpty();

        lab.send(lab.detached(phone), lab.attached(phone));
        soon().until(() -> help().extract().path("taken.rung").equals(List.of("replug")));
        ProducerRecord<String, byte[]> alert = lab.result(new AwaitingTrust(facts(2, Reason.DIALOG_SHOWN)));
        ProducerRecord<String, byte[]> trusted = trusted(2);
        lab.send(alert, trusted, trusted);

        soon().until(() -> "trusted".equals(state(phone)));
        assertThat(help().extract().<String>path("fault")).isNull();
        assertThat(counts()).containsExactly("17.5.1 refused 2 x1");
    }

    @Test
    void aCableThatIsHeardOfAfterTheTrustIsCountedAllTheSame() throws SQLException {
        lab.send(lab.attached(phone), lab.result(new TimedOut(facts(1, Reason.DIALOG_UNANSWERED))));
        soon().until(() -> "timed-out".equals(state(phone)));
        lab.send(trusted(2));
        soon().until(() -> counts().equals(List.of("17.5.1 alert-absent null x1")));

        // the trust is as late as it was, but the cable's records come only now
        sql("update transition set at = at + interval '1 hour' where to_state = 'trusted' and udid = ?", phone.value());
        sql("update ladder_outcome set at = at + interval '1 hour' where udid = ?", phone.value());
        lab.send(lab.detached(phone), lab.attached(phone));

        soon().until(() -> counts().equals(List.of("17.5.1 alert-absent 2 x1")));
    }

    @Test
    void afterARestartOfTheHostAnAttemptIsAskedForOnce() throws SQLException {
        lab.send(lab.attached(phone), lab.hostReport("boot-1"), lab.result(new TimedOut(facts(1, Reason.DIALOG_UNANSWERED))));
        soon().until(() -> "timed-out".equals(state(phone)));
        lab.send(lab.hostReport("boot-2"));
        soon().until(() -> help().extract().path("taken.rung").equals(List.of("restart-host")));
        assertThat(help().extract().<String>path("first")).contains("A new attempt begins by itself");

        aMinutePasses();

        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> asked(commands) == 1);
            soon().untilAsserted(() -> assertThat(counted("pair", "rule")).isGreaterThanOrEqualTo(1));
            lab.send(lab.hostReport("boot-2"));
            lab.send(lab.result(new TimedOut(facts(2, Reason.DIALOG_UNANSWERED))));
            soon().until(() -> Integer.valueOf(2).equals(field(phone, "attempt")));
            assertThat(asked(commands)).isEqualTo(1);
        }
    }

    @Test
    void aHostThatRestartsAllTheTimeIsAskedForNoMoreThanThreeAttemptsADay() throws SQLException {
        Udid other = Lab.aPhone();
        lab.send(lab.attached(phone), lab.attached(other), lab.hostReport("boot-1"), lab.result(new TimedOut(facts(1, Reason.DIALOG_UNANSWERED))),
                lab.result(new TimedOut(lab.facts(other, 1, Reason.DIALOG_UNANSWERED))));
        soon().until(() -> "timed-out".equals(state(phone)) && "timed-out".equals(state(other)));
        for (String ago : List.of("3", "2", "1")) {
            sql("insert into ladder_attempt select udid, host, since - interval '" + ago + " hours' from relation where udid = ?", phone.value());
        }
        lab.send(lab.hostReport("boot-2"));
        soon().until(() -> help().extract().path("taken.rung").equals(List.of("restart-host")));
        aMinutePasses();

        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> asked(commands) == 1);
            assertThat(commands.matching(r -> r.key().equals(host))).allSatisfy(r -> assertThat(new String(r.value())).contains(other.value()));
        }
    }

    /** By the broker's clock: the host was restarted a minute ago, and everything else was before. */
    private void aMinutePasses() throws SQLException {
        sql("update host_sign set at = at - interval '1 minute' where host = ?", host);
        sql("update transition set at = at - interval '2 minutes' where host = ?", host);
        sql("update relation set since = since - interval '2 minutes', applied_at = applied_at - interval '2 minutes' where host = ?", host);
    }

    @Test
    void aPhoneOnTheBusOfWhichUsbmuxdKnowsNothingIsNotRecognised() throws SQLException {
        lab.send(lab.attachedBy(phone, "libusb"), lab.hostReport("boot-1"));
        soon().until(() -> "attached".equals(field(phone, "presence")));
        assertThat(help().extract().<String>path("fault")).isNull();

        sql("update presence set since = since - interval '31 seconds' where host = ?", host);

        soon().until(() -> "not-recognised".equals(help().extract().path("fault")));
        assertThat(help().extract().<String>path("first")).contains("allow the accessory");
        assertThat(help().extract().<Object>path("next")).isNull();

        lab.send(lab.hostReport("boot-1", "usbmuxd-unreachable"));
        soon().until(() -> "host-software".equals(help().extract().path("next.rung")));
    }

    @Test
    void aRelationThatDoesNotExistHasNoHelp() {
        help().statusCode(404).contentType("application/problem+json");
    }

    private long asked(Tail commands) {
        return commands.matching(r -> r.key().equals(host) && new String(r.value()).contains("\"requestedBy\":\"rule:ladder\"")).size();
    }

    private ValidatableResponse help() {
        return get("/api/v1/trust/{u}/{h}/help", phone.value(), host);
    }

    private List<String> counts() {
        List<java.util.Map<String, Object>> items = get("/api/v1/ladder").statusCode(200).extract().path("items.findAll { it.productType == '" + model + "' }");
        return items.stream().map(i -> i.get("productVersion") + " " + i.get("fault") + " " + i.get("number") + " x" + i.get("times")).toList();
    }

    private ResultFacts facts(int attempt, Reason reason) {
        return lab.facts(phone, attempt, reason).withDevice(new DeviceFacts("Lab phone", model, "17.5.1", "iPhone"));
    }

    private ProducerRecord<String, byte[]> trusted(int attempt) {
        return lab.result(new Trusted(facts(attempt, Reason.USER_ACCEPTED).withRecord(lab.trustedFacts(phone, attempt).record())));
    }

    private void sql(String sql, String parameter) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            statement.executeUpdate();
        }
    }
}
