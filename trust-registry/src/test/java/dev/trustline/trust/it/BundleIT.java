package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Trusted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class BundleIT extends ServiceIT {

    private static final String SEALED = Base64.getEncoder().encodeToString("the sealed HostID of this host".getBytes());
    private static final String BUID = "fe".repeat(32);

    @Test
    void aBundleHoldsTheWholeAttemptAndNothingThatIsSecret() {
        RecordFacts record = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false).withSealedHostId(SEALED);
        lab.send(lab.identityReport(BUID), lab.report(phone), lab.attached(phone), lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))),
                lab.result(new Failed(lab.facts(phone, 1, Reason.ANSWER_NOT_ACCEPTED).withRecord(record))));
        soon().until(() -> "failed".equals(state(phone)) && get("/api/v1/hosts").extract().asString().contains(BUID));
        given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body("{\"command\":\"verify\"}")
                .when().post("/api/v1/trust/{u}/{h}/commands", phone.value(), host).then().statusCode(202);
        lab.send(lab.detached(phone));
        soon().until(() -> "detached".equals(field(phone, "presence")));

        String text = get("/api/v1/trust/{u}/{h}/support-bundle", phone.value(), host).statusCode(200).extract().asString();
        JsonPath bundle = JsonPath.from(text);
        assertThat(bundle.getString("relation.state")).isEqualTo("failed");
        assertThat(bundle.<String>getList("history.to")).containsExactly("failed", "awaiting-trust");
        assertThat(bundle.getInt("history[0].timings.alertToTapMs")).isEqualTo(700);
        assertThat(bundle.getString("help.fault")).isEqualTo("answer-not-accepted");
        assertThat(bundle.<String>getList("commands.command")).containsExactly("verify");
        assertThat(bundle.<String>getList("seen.what")).containsExactly("detached", "attached");
        assertThat(bundle.<String>getList("services.service")).containsExactlyInAnyOrder("usb-watcher", "pairing-service");
        assertThat(bundle.<String>getList("services.serviceVersion")).containsOnly("0.1.0");
        assertThat(bundle.<String>getList("services.find { it.service == 'usb-watcher' }.problems.code")).containsExactly("hotplug-deaf");
        assertThat(bundle.getString("registryVersion")).isNotBlank();
        assertThat(text).doesNotContain(SEALED, BUID, "Lab phone", LabResource.PASSWORD, "HostID", "SystemBUID", "EscrowBag", "PRIVATE KEY");
    }

    @Test
    void theOtherHostsOfTheDeviceAreThere() {
        try (Lab other = new Lab(bootstrap, host + "-b")) {
            lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))));
            other.send(other.result(new Trusted(other.trustedFacts(phone, 1))));
            soon().until(() -> "awaiting-trust".equals(state(phone))
                    && List.of("trusted").equals(bundle().getList("elsewhere.state")));
            assertThat(bundle().getString("elsewhere[0].host")).isEqualTo(host + "-b");
        }
    }

    @Test
    void aRelationThatDoesNotExistHasNoBundle() {
        get("/api/v1/trust/{u}/{h}/support-bundle", phone.value(), host).statusCode(404).contentType("application/problem+json");
    }

    private JsonPath bundle() {
        return get("/api/v1/trust/{u}/{h}/support-bundle", phone.value(), host).extract().jsonPath();
    }
}
