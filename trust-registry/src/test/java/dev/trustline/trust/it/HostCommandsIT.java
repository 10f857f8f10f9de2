package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.HostReleased;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.topic.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class HostCommandsIT extends ServiceIT {

    private static final String WHY = "3 phones forgot this host within 10 minutes";

    private final EventCodec codec = new EventCodec();

    @BeforeEach
    void aHostThatReports() {
        lab.send(lab.pairingReport());
        soon().until(() -> host.equals(host("?.host")));
    }

    @Test
    void aWholeHostIsHeldAndReleasedByCommandAndShownSo() throws Exception {
        ValidatableResponse accepted = post("{\"command\":\"hold\"}").statusCode(202);
        String hold = accepted.extract().path("id");
        assertThat(accepted.extract().<String>path("udid")).isNull();
        assertThat(accepted.extract().<String>path("host")).isEqualTo(host);
        Event<PairingCommand> command = published(hold);
        assertThat(command.data().device()).isEmpty();
        assertThat(command.data().subject()).isEqualTo(host);
        assertThat(command.envelope().previous()).isZero();

        lab.send(lab.result(new HostHeld(host, "person:operator", "asked for"), hold));
        soon().until(() -> "person:operator".equals(host(".held?.heldBy")) && "done".equals(status(hold)));
        assertThat(host(".held.why")).isEqualTo("asked for");

        String release = post("{\"command\":\"release\"}").statusCode(202).extract().path("id");
        assertThat(published(release).envelope().previous()).as("the host's command before").isEqualTo(command.envelope().id().sequence());
        lab.send(lab.result(new HostReleased(host), release));
        soon().until(() -> host(".held") == null && "done".equals(status(release)));

        List<String> all = get("/api/v1/hosts/{h}/commands", host).extract().path("items.command");
        assertThat(all).containsExactly("release", "hold");
        String next = get("/api/v1/hosts/{h}/commands?limit=1", host).extract().path("next");
        assertThat(get("/api/v1/hosts/{h}/commands?cursor={c}", host, next).extract().<List<String>>path("items.id")).containsExactly(hold);
    }

    @Test
    void aHoldThatARuleOfTheHostBeganIsShownSinceItsBeginningAndHoldsNoSingleDevice() {
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))), lab.result(new HostHeld(host, "rule:host-identity-lost", WHY)));
        soon().until(() -> WHY.equals(host(".held?.why")) && "trusted".equals(state(phone)));
        String since = host(".held.since");

        lab.send(lab.result(new HostHeld(host, "rule:host-identity-lost", "still")));
        soon().until(() -> "still".equals(host(".held.why")));
        assertThat(host(".held.since")).isEqualTo(since);
        assertThat(this.<String>field(phone, "heldSince")).isNull();
    }

    @Test
    void aRejectionIsShownWithItsReason() {
        String id = post("{\"command\":\"release\"}").statusCode(202).extract().path("id");

        lab.send(lab.result(new CommandRejected(null, host, Rejection.NOT_SUPPORTED, null), id));

        soon().until(() -> "rejected".equals(status(id)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"command\":\"pair\"} | 400", "{\"command\":\"hold\",\"attempt\":1} | 400", "{\"command\":\"dance\"} | 400", "[] | 400",
    })
    void aHostIsAskedToHoldOrReleaseAndNothingElse(String body, int status) {
        post(body).statusCode(status).contentType("application/problem+json");
    }

    @Test
    void aHostThatNeverReportedIsNotKnown() {
        get("/api/v1/hosts/nobody/commands").statusCode(404);
        given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body("{\"command\":\"hold\"}")
                .when().post("/api/v1/hosts/nobody/commands").then().statusCode(404).contentType("application/problem+json");
    }

    private Event<PairingCommand> published(String id) throws Exception {
        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> id.equals(idOf(r))).size() == 1);
            ConsumerRecord<String, byte[]> record = commands.matching(r -> id.equals(idOf(r))).get(0);
            assertThat(record.key()).isEqualTo(host);
            return codec.read(record.headers(), record.value(), PairingCommand.class);
        }
    }

    private static String idOf(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader("ce_id") == null ? null : new String(record.headers().lastHeader("ce_id").value());
    }

    private ValidatableResponse post(String body) {
        return given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body(body)
                .when().post("/api/v1/hosts/{h}/commands", host).then();
    }

    private String status(String id) {
        return get("/api/v1/commands/{id}", id).statusCode(200).extract().path("status");
    }

    /** Something of this host in the list of hosts; {@code null} if it is not there. */
    private String host(String path) {
        Object found = get("/api/v1/hosts").extract().path("items.find { it.host == '" + host + "' }" + path);
        return found == null ? null : found.toString();
    }
}
