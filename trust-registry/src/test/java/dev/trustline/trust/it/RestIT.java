package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Verified;
import dev.trustline.trust.TrustMetrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class RestIT extends ServiceIT {

    private static final String SOME = "00008110-001A2B3C4D5E6F70";

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @ParameterizedTest
    @CsvSource({
        "/api/v1/trust?udid=nonsense, 400, not a UDID",
        "/api/v1/trust?state=happy, 400, awaiting-approval",
        "/api/v1/trust?host=a/b, 400, not a host name",
        "/api/v1/trust?limit=0, 400, from 1 to 1000",
        "/api/v1/trust?limit=many, 400, from 1 to 1000",
        "/api/v1/trust?limit=1001, 400, from 1 to 1000",
        "/api/v1/trust?limit=, 400, is empty",
        "/api/v1/trust?limit=5&limit=6, 400, more than once",
        "/api/v1/trust?udids=" + SOME + ", 400, no such query parameter",
        "/api/v1/hosts?limit=5, 400, no such query parameter",
        "/api/v1/trust?expiring=yes, 400, true or false",
        "/api/v1/trust?expiring=, 400, is empty",
        "/api/v1/trust?state=, 400, is empty",
        "/api/v1/trust?udid=, 400, is empty",
        "/api/v1/trust?udid=00008110-001A2B3C4D5E6F7, 400, not a UDID",
        "/api/v1/trust?udid=00008110-001A2B3C4D5E6F7G, 400, not a UDID",
        "/api/v1/trust?udid=0000-8110001A2B3C4D5E6F70, 400, not a UDID",
        "/api/v1/trust?udid=a1b2c3d4e5f60718293a4b5c6d7e8f901122334, 400, not a UDID",
        "/api/v1/trust/" + SOME + "/nobody, 404, Nothing is known",
        "/api/v1/trust/" + SOME + "/nobody/commands, 404, Nothing is known",
        "/api/v1/trust/" + SOME + "/nobody/history?cursor=bm8, 400, cursor",
        "/api/v1/trust/" + SOME + "/nobody/commands?cursor=bm8, 400, cursor",
        "/api/v1/trust?cursor=!!, 400, cursor",
        "/api/v1/devices?cursor=bm8, 400, cursor",
        "/api/v1/trust/" + SOME + "/nobody/history, 404, Nothing is known",
        "/api/v1/trust/nonsense/nobody/history, 400, not a UDID",
        "/api/v1/commands/7-0000000001, 404, no command",
        "/api/v1/nothing, 404, no such resource",
    })
    void aWrongRequestIsAProblemThatSaysWhy(String path, int status, String why) {
        String detail = get(path).statusCode(status).contentType("application/problem+json").extract().path("detail");
        assertThat(detail).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"command\":\"dance\"} | 400", "{} | 400", "{\"command\": | 400", "[] | 400",
        "{\"command\":\"pair\",\"attempt\":\"x\"} | 400", "{\"command\":\"pair\"} | 404",
        "null | 400", "{\"command\":\"approve\",\"attemt\":2} | 400", "{\"command\":\"approve\",\"attempt\":2.7} | 400",
        "{\"command\":\"approve\",\"attempt\":\"2\"} | 400", "{\"command\":\"pair\",\"command\":\"unpair\"} | 400",
        "{\"command\":\"pair\"} x | 400",
    })
    void aWrongCommandIsAProblem(String body, int status) {
        given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body(body)
                .when().post("/api/v1/trust/{u}/{h}/commands", SOME, "nobody")
                .then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    void whatAResourceDoesNotTakeIsAProblemToo() {
        String path = "/api/v1/trust";
        operator().when().delete(path).then().statusCode(405).contentType("application/problem+json")
                .header("Allow", org.hamcrest.Matchers.containsString("GET"));
        operator().when().head(path).then().statusCode(200);
        operator().accept("application/xml").when().get(path).then().statusCode(406).contentType("application/problem+json");
        operator().contentType("text/plain").body("pair").when().post("/api/v1/trust/{u}/{h}/commands", SOME, "nobody")
                .then().statusCode(415).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/trust", "/api/v1/hosts", "/q/openapi", "/anything"})
    void nothingIsOpenWithoutThePassword(String path) {
        given().when().get(path).then().statusCode(401).contentType("application/problem+json")
                .header("WWW-Authenticate", org.hamcrest.Matchers.startsWith("Basic"));
        given().auth().preemptive().basic("operator", "wrong").when().get(path).then().statusCode(401);
        given().auth().preemptive().basic("root", LabResource.PASSWORD).when().get(path).then().statusCode(401);
        given().header("Authorization", "Basic ?").when().get(path).then().statusCode(401);
    }

    @Test
    void healthAndMetricsAreOpenOnTheManagementPort() {
        int port = Integer.getInteger("quarkus.management.port", managementPort);
        soon().untilAsserted(() -> given().port(port).when().get("/q/health/ready").then().statusCode(200));
        given().port(port).when().get("/q/health/live").then().statusCode(200);
        String metrics = given().port(port).when().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics).contains("trust_registry_lag{", "trust_registry_relations{", "trust_registry_outbox");
    }

    @Test
    void aUdidMayBeWrittenInAnyCaseWithOrWithoutItsDash() {
        lab.send(lab.attached(phone));
        soon().until(() -> "unknown".equals(state(phone)));

        for (String form : List.of(phone.value(), phone.value().toLowerCase(Locale.ROOT), phone.value().replace("-", ""))) {
            assertThat(get("/api/v1/trust?udid={u}", form).extract().<List<String>>path("items.udid")).containsExactly(phone.value());
            assertThat(get("/api/v1/trust/{u}/{h}", form, host).statusCode(200).extract().<String>path("udid")).isEqualTo(phone.value());
        }
    }

    @Test
    void whatExpiresSoonIsForecastAndFoundByAFilterAndCounted() throws SQLException {
        Udid fresh = Lab.aPhone();
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))), lab.result(new Trusted(lab.trustedFacts(fresh, 1))),
                lab.result(new Denied(lab.facts(Lab.aPhone(), 1, Reason.USER_DENIED))));
        soon().until(() -> "trusted".equals(state(phone)) && "trusted".equals(state(fresh)));
        assertThat(Duration.between(Instant.parse(field(phone, "provenAt")), Instant.parse(field(phone, "expiresAt")))).isEqualTo(Duration.ofDays(30));
        assertThat(this.<Boolean>field(phone, "expiring")).isFalse();

        age(phone, 26);

        assertThat(this.<Boolean>field(phone, "expiring")).isTrue();
        assertThat(get("/api/v1/trust?host={h}&expiring=true", host).extract().<List<String>>path("items.udid")).containsExactly(phone.value());
        soon().untilAsserted(() -> assertThat(get("/api/v1/trust?host={h}&expiring=false", host).extract().<List<String>>path("items.udid"))
                .contains(fresh.value()).doesNotContain(phone.value()).hasSize(2));
        soon().until(() -> meters.get(TrustMetrics.EXPIRING).gauge().value() >= 1);

        lab.send(lab.result(new Verified(lab.facts(phone, 1, Reason.ALREADY_TRUSTED).withRecord(lab.trustedFacts(phone, 1).record()))));
        soon().until(() -> Boolean.FALSE.equals(field(phone, "expiring")));
    }

    /** As if the last session had been that many days ago. */
    private void age(Udid udid, int days) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("update relation set proven_at = proven_at - interval '" + days + " days', expires_at = expires_at - interval '"
                    + days + " days' where udid = '" + udid + "'");
        }
    }

    private static io.restassured.specification.RequestSpecification operator() {
        return given().auth().preemptive().basic("operator", LabResource.PASSWORD);
    }

    @Test
    void theInterfaceIsDescribed() {
        String description = get("/q/openapi").statusCode(200).extract().asString();
        assertThat(description).contains("/api/v1/trust/{udid}/{host}/commands", "/api/v1/commands/{id}", "problem+json");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        Set<String> phones = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            Udid next = Lab.aPhone();
            phones.add(next.value());
            lab.send(lab.attached(next));
        }
        soon().until(() -> get("/api/v1/trust?host=" + host).extract().<List<String>>path("items.udid").size() == 5);

        List<String> first = get("/api/v1/trust?host={h}&limit=2", host).extract().path("items.udid");
        String cursor = get("/api/v1/trust?host={h}&limit=2", host).extract().path("next");
        List<String> rest = get("/api/v1/trust?host={h}&limit=3&cursor={c}", host, cursor).extract().path("items.udid");
        String end = get("/api/v1/trust?host={h}&limit=3&cursor={c}", host, cursor).extract().path("next");

        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(3).doesNotContainAnyElementsOf(first);
        assertThat(phones).containsAll(first).containsAll(rest);
        assertThat(end).isNull();
    }

    @Test
    void whoAsksAgainIsToldBrieflyThatNothingChanged() {
        lab.send(lab.attached(phone));
        soon().until(() -> "unknown".equals(state(phone)));
        String path = "/api/v1/trust?host=" + host;
        String tag = get(path).extract().header("ETag");

        given().auth().preemptive().basic("operator", LabResource.PASSWORD).header("If-None-Match", tag)
                .when().get(path).then().statusCode(304);
    }
}
