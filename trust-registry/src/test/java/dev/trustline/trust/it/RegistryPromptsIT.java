package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.command.BackupAnnounceRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.BackupAnnounced;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.topic.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices ask their owners, as REST shows it beside the state. */
@QuarkusTest
@QuarkusTestResource(LabResource.class)
class RegistryPromptsIT extends ServiceIT {

    private final EventCodec codec = new EventCodec();

    @BeforeEach
    void aTrustedPhoneOnTheCable() {
        lab.send(lab.attached(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))));
        soon().until(() -> "trusted".equals(state(phone)));
    }

    @Test
    void aQuestionAboutABackupIsShownBesideTheStateAndIsNoTransition() {
        assertThat(this.<Object>field(phone, "backupConsent")).as("never asked").isNull();
        ProducerRecord<String, byte[]> asked = lab.result(new BackupConsentRequested(phone, host, BackupAnnouncement.COMMAND));
        lab.send(asked, asked);
        soon().until(() -> Boolean.TRUE.equals(field(phone, "backupConsent.open")));
        assertThat(this.<Integer>field(phone, "backupConsent.count")).as("a repeat counts once").isEqualTo(1);
        assertThat(this.<String>field(phone, "backupConsent.announcedBy")).isEqualTo("command");
        assertThat(this.<String>field(phone, "backupConsent.requestedAt")).isNotNull();

        lab.send(lab.result(new BackupConsentResolved(phone, host)), lab.result(new AuthenticationPromptRequested(phone, host)));
        soon().until(() -> Boolean.TRUE.equals(field(phone, "authenticationPrompt.open")));
        assertThat(this.<Boolean>field(phone, "backupConsent.open")).isFalse();
        assertThat(this.<String>field(phone, "backupConsent.resolvedAt")).isNotNull();

        assertThat(List.<String>of(state(phone), field(phone, "reason"))).containsExactly("trusted", "user-accepted");
        ValidatableResponse history = get("/api/v1/trust/{u}/{h}/history", phone.value(), host);
        assertThat(history.extract().<List<String>>path("items.to")).containsExactly("trusted");
        assertThat(history.extract().<Integer>path("backupConsent.count")).isEqualTo(1);
        Object device = get("/api/v1/devices?limit=1000").extract().path("items.find { it.udid == '" + phone + "' }");
        assertThat(device).hasFieldOrPropertyWithValue("backupConsents", 1).hasFieldOrPropertyWithValue("authenticationPrompts", 1);
    }

    @Test
    void nobodyWhoReadsTrustWakesUpForAQuestion() throws Exception {
        try (Tail states = new Tail(bootstrap, Topic.TRUST_STATE)) {
            soon().until(() -> about(states) == 1);
            lab.send(lab.result(new BackupConsentRequested(phone, host)), lab.result(new BackupConsentResolved(phone, host)));
            soon().until(() -> field(phone, "backupConsent.resolvedAt") != null);
            lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 2))));
            soon().until(() -> about(states) == 2);
            assertThat(codec.read(last(states).headers(), last(states).value(), dev.trustline.events.trust.RelationState.class).data().attempt())
                    .as("the second record is that of the second trust").isEqualTo(2);
        }
    }

    @Test
    void aQuestionIsNotOpenOnceTheCableIsPulled() {
        lab.send(lab.result(new BackupConsentRequested(phone, host)));
        soon().until(() -> Boolean.TRUE.equals(field(phone, "backupConsent.open")));
        lab.send(lab.detached(phone));
        soon().until(() -> Boolean.FALSE.equals(field(phone, "backupConsent.open")));
        lab.send(lab.attached(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));
        assertThat(this.<Boolean>field(phone, "backupConsent.open")).as("of the cable before").isFalse();
    }

    @Test
    void aBackupIsAnnouncedByCommand() throws Exception {
        String id = post("{\"command\":\"announce-backup\",\"forSeconds\":1200}").statusCode(202).extract().path("id");
        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> id.equals(idOf(r))).size() == 1);
            ConsumerRecord<String, byte[]> record = commands.matching(r -> id.equals(idOf(r))).get(0);
            Event<PairingCommand> command = codec.read(record.headers(), record.value(), PairingCommand.class);
            assertThat(command.data()).isEqualTo(new BackupAnnounceRequested(phone, host, 1200, "operator"));
        }
        lab.send(lab.result(new BackupAnnounced(phone, host, 1200), id));
        soon().until(() -> "done".equals(get("/api/v1/commands/{id}", id).extract().path("status")));
        assertThat(get("/api/v1/commands/{id}", id).extract().<Integer>path("forSeconds")).isEqualTo(1200);
        assertThat(post("{\"command\":\"announce-backup\"}").statusCode(202).extract().<Integer>path("forSeconds")).isEqualTo(600);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"command\":\"announce-backup\",\"forSeconds\":-1} | 0 to 86400", "{\"command\":\"announce-backup\",\"forSeconds\":86401} | 0 to 86400",
        "{\"command\":\"verify\",\"forSeconds\":60} | announce-backup only", "{\"command\":\"announce-backup\",\"attempt\":1} | approve and refuse",
    })
    void whatIsNoAnnouncementIsRefusedWithWhatToDo(String body, String detail) {
        assertThat(post(body).statusCode(400).contentType("application/problem+json").extract().<String>path("detail")).contains(detail);
    }

    private int about(Tail states) {
        return states.matching(r -> r.key().equals(phone + "/" + host)).size();
    }

    private ConsumerRecord<String, byte[]> last(Tail states) {
        return states.matching(r -> r.key().equals(phone + "/" + host)).get(1);
    }

    private static String idOf(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader("ce_id") == null ? null : new String(record.headers().lastHeader("ce_id").value());
    }

    private ValidatableResponse post(String body) {
        return given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body(body)
                .when().post("/api/v1/trust/{u}/{h}/commands", phone.value(), host).then();
    }
}
