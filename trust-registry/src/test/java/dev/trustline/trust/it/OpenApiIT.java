package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.Reason;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.Trusted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the service answers is what its OpenAPI document says, field by field: nothing else, and nothing is missing. */
@QuarkusTest
@QuarkusTestResource(LabResource.class)
class OpenApiIT extends ServiceIT {

    private final ObjectMapper mapper = new ObjectMapper();
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void everyAnswerFitsItsSchema() throws Exception {
        lab.send(lab.attached(phone), lab.report(phone), lab.pairingReport(),
                lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))),
                lab.result(new Trusted(lab.trustedFacts(phone, 1))),
                lab.result(new BackupConsentRequested(phone, host, BackupAnnouncement.DEVICE)));
        soon().until(() -> "trusted".equals(state(phone)) && "attached".equals(field(phone, "presence")) && field(phone, "backupConsent") != null);
        String command = given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json")
                .body("{\"command\":\"announce-backup\"}").post("/api/v1/trust/{u}/{h}/commands", phone.value(), host).then().extract().path("id");
        lab.send(lab.result(new HostHeld(host, "rule:host-identity-lost", "3 phones forgot it")));
        soon().until(() -> get("/api/v1/hosts").extract().path("items.find { it.host == '" + host + "' }.held") != null);
        given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json")
                .body("{\"command\":\"release\"}").post("/api/v1/hosts/{h}/commands", host).then().statusCode(202);
        String relation = "/api/v1/trust/" + phone + "/" + host;
        Map<String, String> asked = new TreeMap<>(Map.of(
                "/api/v1/trust", "/api/v1/trust?limit=1000",
                "/api/v1/trust/{udid}/{host}", relation,
                "/api/v1/trust/{udid}/{host}/history", relation + "/history?limit=1",
                "/api/v1/trust/{udid}/{host}/commands", relation + "/commands",
                "/api/v1/commands/{id}", "/api/v1/commands/" + command,
                "/api/v1/hosts", "/api/v1/hosts",
                "/api/v1/hosts/{host}/commands", "/api/v1/hosts/" + host + "/commands",
                "/api/v1/devices", "/api/v1/devices?limit=1000",
                "/api/v1/status", "/api/v1/status"));
        asked.put("/api/v1/trust/{udid}/{host}/help", relation + "/help");
        asked.put("/api/v1/ladder", "/api/v1/ladder");
        asked.put("/api/v1/trust/{udid}/{host}/support-bundle", relation + "/support-bundle");
        asked.put("/api/v1/audit", "/api/v1/audit");
        asked.put("/api/v1/audit/chain", "/api/v1/audit/chain");
        JsonNode document = mapper.readTree(get("/q/openapi?format=json").statusCode(200).extract().asString());

        assertThat(document.path("paths").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(asked.keySet());
        asked.forEach((path, address) -> assertThat(misfits(document, path, get(address).statusCode(200).extract().asString()))
                .as(path).isEmpty());
    }

    @Test
    void everyResourceSaysItsProblemsAndItsRanges() throws Exception {
        JsonNode paths = mapper.readTree(get("/q/openapi?format=json").extract().asString()).path("paths");

        paths.forEach(path -> path.forEach(operation -> assertThat(operation.path("responses").fieldNames()).toIterable()
                .contains("400", "401", "405", "503")));
        JsonNode parameters = paths.path("/api/v1/trust").path("get").path("parameters");
        assertThat(parameters).anySatisfy(p -> assertThat(p.toString()).contains("\"limit\"", "1000"));
        assertThat(parameters).anySatisfy(p -> assertThat(p.toString()).contains("\"state\"", "TrustStatus"));
    }

    private List<?> misfits(JsonNode document, String path, String answer) {
        ObjectNode schema = mapper.createObjectNode();
        schema.set("components", closed(document.path("components").deepCopy()));
        schema.setAll((ObjectNode) document.path("paths").path(path).path("get").path("responses").path("200")
                .path("content").path("application/json").path("schema").deepCopy());
        return schemas.getSchema(schema).validate(answer, InputFormat.JSON);
    }

    /** No object may have a field that the document does not name. */
    private static JsonNode closed(JsonNode components) {
        components.path("schemas").forEach(s -> {
            if (s.has("properties")) {
                ((ObjectNode) s).put("additionalProperties", false);
            }
        });
        return components;
    }
}
