package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.result.LostHostUnpaired;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Verified;
import dev.trustline.events.topic.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone that is trusted at a host that is lost, and lies on the cable of another one. */
@QuarkusTest
@QuarkusTestResource(LabResource.class)
class LostHostIT extends ServiceIT {

    private static final String SEALED = "c2VhbGVkLWhvc3QtaWQ=";

    private String lostHost;
    private Lab lost;

    @BeforeEach
    void aPhoneThatIsTrustedAtTwoHosts() {
        lostHost = host + "-lost";
        lost = new Lab(bootstrap, lostHost);
        lost.send(lost.result(new Trusted(sealed(lost.trustedFacts(phone, 1)))));
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))));
        soon().until(() -> "trusted".equals(state(phone)) && "trusted".equals(there("state")));
    }

    @AfterEach
    void closeLost() {
        lost.close();
    }

    @Test
    void theTrustOfALostHostIsEndedFromAnotherHostWithWhatItHadDeposited() throws Exception {
        ValidatableResponse accepted = unpair(lostHost, "").statusCode(202);
        assertThat(accepted.extract().<String>path("lostHost")).isEqualTo(lostHost);
        assertThat(accepted.extract().asString()).doesNotContain(SEALED);
        String id = accepted.extract().path("id");
        LostHostUnpairRequested asked = published(id);
        assertThat(asked.lostHost()).isEqualTo(lostHost);
        assertThat(asked.host()).isEqualTo(host);
        assertThat(asked.sealedHostId()).isEqualTo(SEALED);
        assertThat(asked.fingerprint()).isEqualTo("ab".repeat(32));

        lab.send(lab.result(new LostHostUnpaired(phone, host, lostHost, null), id));

        soon().until(() -> "unpaired".equals(there("state")));
        assertThat(this.<String>there("reason")).isEqualTo("by-us");
        assertThat(this.<Object>there("recordFingerprint")).isNull();
        assertThat(state(phone)).as("the host that did it is still trusted").isEqualTo("trusted");
        soon().until(() -> "done".equals(get("/api/v1/commands/{id}", id).extract().path("status")));
        ValidatableResponse history = get("/api/v1/trust/{u}/{h}/history", phone.value(), lostHost);
        assertThat(history.extract().<List<String>>path("items.to")).containsExactly("unpaired", "trusted");
        assertThat(history.extract().<String>path("items[0].evidence")).contains("/" + host + "/");
    }

    @Test
    void theLostHostIsHeardAgainWhenItComesBackAndIsNoSignOfAReset() {
        lab.send(lab.result(new LostHostUnpaired(phone, host, lostHost, null)));
        soon().until(() -> "unpaired".equals(there("state")));

        lost.send(lost.result(new Revoked(lost.facts(phone, 1, Reason.HOST_FORGOTTEN))));

        soon().until(() -> "revoked".equals(there("state")));
        assertThat(this.<Boolean>field(phone, "suspected")).isFalse();
    }

    @Test
    void whatWasDepositedStaysThoughTheHostHasNoLabKeyLater() throws Exception {
        String proven = there("provenAt");
        lost.send(lost.result(new Verified(lost.facts(phone, 1, Reason.ALREADY_TRUSTED).withRecord(lost.trustedFacts(phone, 1).record()))));
        soon().until(() -> !proven.equals(there("provenAt")));

        assertThat(published(unpair(lostHost, "").statusCode(202).extract().path("id")).sealedHostId()).isEqualTo(SEALED);
    }

    @Test
    void aHostThatStillReportsIsNotLostUnlessForced() {
        lost.send(lost.pairingReport());
        soon().until(() -> get("/api/v1/hosts").extract().path("items.find { it.host == '" + lostHost + "' }") != null);

        String why = unpair(lostHost, "").statusCode(409).extract().path("detail");
        assertThat(why).contains("still reports");
        unpair(lostHost, ", \"force\": true").statusCode(202);
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        unpair(host, "").statusCode(400);
        unpair("nobody", "").statusCode(404);
        post(host, "{\"command\": \"unpair-lost-host\"}").statusCode(400);
        post(host, "{\"command\": \"unpair\", \"lostHost\": \"" + lostHost + "\"}").statusCode(400);
        String why = post(lostHost, "{\"command\": \"unpair-lost-host\", \"lostHost\": \"" + host + "\"}").statusCode(409).extract().path("detail");
        assertThat(why).as("the other way round: nothing was deposited").contains("lab key");
    }

    private static ResultFacts sealed(ResultFacts facts) {
        return facts.withRecord(facts.record().withSealedHostId(SEALED));
    }

    private LostHostUnpairRequested published(String id) throws Exception {
        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> id.equals(idOf(r))).size() == 1);
            ConsumerRecord<String, byte[]> record = commands.matching(r -> id.equals(idOf(r))).get(0);
            return new EventCodec().read(record.headers(), record.value(), LostHostUnpairRequested.class).data();
        }
    }

    private static String idOf(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader("ce_id") == null ? null : new String(record.headers().lastHeader("ce_id").value());
    }

    private ValidatableResponse unpair(String which, String more) {
        return post(host, "{\"command\": \"unpair-lost-host\", \"lostHost\": \"" + which + "\"" + more + "}");
    }

    private ValidatableResponse post(String asked, String body) {
        return given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body(body)
                .when().post("/api/v1/trust/{u}/{h}/commands", phone.value(), asked).then();
    }

    private <T> T there(String field) {
        return get("/api/v1/trust?udid={u}&host={h}", phone.value(), lostHost).extract().path("items[0]." + field);
    }
}
