package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Verified;
import dev.trustline.events.topic.Topic;
import dev.trustline.trust.TrustMetrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone that is trusted at two hosts and has forgotten the one whose cable it is on. */
@QuarkusTest
@QuarkusTestResource(LabResource.class)
class MassResetIT extends ServiceIT {

    private String otherHost;
    private Lab other;

    @BeforeEach
    void aPhoneThatIsTrustedAtTwoHosts() {
        otherHost = host + "-b";
        other = new Lab(bootstrap, otherHost);
        other.send(other.result(new Trusted(other.trustedFacts(phone, 1))));
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))));
        soon().until(() -> "trusted".equals(state(phone)) && "trusted".equals(there("state")));
    }

    @AfterEach
    void closeOther() {
        other.close();
    }

    @Test
    void theOtherHostsRelationIsSuspectedAtOnceAndPublishedAndItsStateAndHistoryStay() {
        double before = meters.counter(TrustMetrics.SUSPICIONS).count();
        Number version = there("version");

        lab.send(lab.result(new Revoked(lab.facts(phone, 1, Reason.HOST_FORGOTTEN))));

        soon().until(() -> Boolean.TRUE.equals(there("suspected")));
        assertThat(this.<String>there("state")).isEqualTo("trusted");
        assertThat(this.<String>there("reason")).isEqualTo("user-accepted");
        assertThat(this.<List<String>>there("marks")).containsExactly("suspected");
        assertThat(this.<String>there("suspectedSince")).isNotNull();
        assertThat(this.<Number>there("version").longValue()).isGreaterThan(version.longValue());
        assertThat(this.<Boolean>field(phone, "suspected")).isFalse();
        List<String> history = get("/api/v1/trust/{u}/{h}/history", phone.value(), otherHost).extract().path("items.to");
        assertThat(history).containsExactly("trusted");
        try (Tail states = new Tail(bootstrap, Topic.TRUST_STATE)) {
            soon().until(() -> states.matching(r -> r.key().equals(phone + "/" + otherHost)).stream().anyMatch(MassResetIT::isSuspected));
        }
        assertThat(meters.counter(TrustMetrics.SUSPICIONS).count()).isGreaterThan(before);
        soon().until(() -> meters.get(TrustMetrics.SUSPECTED).gauge().value() >= 1);
    }

    @Test
    void wherePhoneAndHostAreOutOfReachNoCommandIsGivenAndTheNextProofClearsTheMark() {
        lab.send(lab.result(new Revoked(lab.facts(phone, 1, Reason.HOST_FORGOTTEN))));
        soon().until(() -> Boolean.TRUE.equals(there("suspected")));
        assertThat(commandsThere()).isEmpty();

        other.send(other.result(new Verified(other.facts(phone, 1, Reason.ALREADY_TRUSTED)
                .withRecord(other.trustedFacts(phone, 1).record()))));

        soon().until(() -> Boolean.FALSE.equals(there("suspected")));
        assertThat(this.<List<String>>there("marks")).isEmpty();
        assertThat(this.<Object>there("suspectedSince")).isNull();
    }

    @Test
    void whereThePhoneIsWithinReachTheHostIsAskedToVerifyOnce() {
        other.send(other.attached(phone));
        soon().until(() -> Boolean.TRUE.equals(there("attached")));

        lab.send(lab.result(new Revoked(lab.facts(phone, 1, Reason.HOST_FORGOTTEN))),
                lab.result(new Revoked(lab.facts(phone, 2, Reason.HOST_FORGOTTEN))));

        soon().until(() -> Boolean.TRUE.equals(there("suspected")));
        soon().until(() -> commandsThere().equals(List.of("rule:mass-reset")));
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 3))));
        soon().until(() -> "trusted".equals(state(phone)));
        assertThat(commandsThere()).hasSize(1);
    }

    private List<String> commandsThere() {
        return get("/api/v1/trust/{u}/{h}/commands", phone.value(), otherHost).extract().path("items.requestedBy");
    }

    private <T> T there(String field) {
        return get("/api/v1/trust?udid={u}&host={h}", phone.value(), otherHost).extract().path("items[0]." + field);
    }

    private static boolean isSuspected(ConsumerRecord<String, byte[]> record) {
        return JsonPath.from(new String(record.value(), StandardCharsets.UTF_8)).getBoolean("suspected");
    }
}
