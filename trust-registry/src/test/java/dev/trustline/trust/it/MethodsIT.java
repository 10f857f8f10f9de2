package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of the OpenAPI document takes the methods that it declares, and says of every other that it does not. */
@QuarkusTest
@QuarkusTestResource(LabResource.class)
class MethodsIT extends ServiceIT {

    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE");

    @Test
    void aMethodThatARouteDoesNotDeclareIsNotAllowedThere() throws IOException {
        JsonNode paths = new ObjectMapper().readTree(get("/q/openapi?format=json").extract().asString()).path("paths");
        SoftAssertions softly = new SoftAssertions();
        assertThat(paths.size()).isGreaterThan(7);

        paths.fieldNames().forEachRemaining(path -> {
            Set<String> taken = taken(paths.path(path));
            for (String method : METHODS.stream().filter(m -> !taken.contains(m)).toList()) {
                Response answer = ask(method, path);
                String what = method + " " + path;
                softly.assertThat(answer.statusCode()).as(what).isEqualTo(405);
                softly.assertThat(allowed(answer)).as("Allow of " + what).isEqualTo(taken);
                softly.assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
                softly.assertThat(answer.asString()).as(what).contains("\"type\":\"about:blank\"", "\"status\":405", "\"detail\":\"This resource");
            }
        });

        softly.assertAll();
    }

    @Test
    void whoAsksWhatARouteTakesIsToldJustThat() throws IOException {
        JsonNode paths = new ObjectMapper().readTree(get("/q/openapi?format=json").extract().asString()).path("paths");
        SoftAssertions softly = new SoftAssertions();

        paths.fieldNames().forEachRemaining(path -> {
            Response answer = ask("OPTIONS", path);
            softly.assertThat(answer.statusCode()).as(path).isIn(200, 204);
            softly.assertThat(allowed(answer)).as(path).isEqualTo(taken(paths.path(path)));
        });

        softly.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/trust/a", "/api/v1/trust/a/b/c", "/api/v1/trust/a/b/commands/c", "/api/v1/commands",
        "/api/v2/trust"})
    void whereThereIsNoRouteNoMethodMakesOne(String path) {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            Response answer = ask(method, path);
            assertThat(answer.statusCode()).as(method).isEqualTo(404);
            assertThat(answer.contentType()).as(method).startsWith("application/problem+json");
        }
    }

    /** What GET takes, HEAD takes too, and OPTIONS is taken everywhere (RFC 9110 §9.3). */
    private static Set<String> taken(JsonNode path) {
        Set<String> taken = new TreeSet<>(Set.of("OPTIONS"));
        path.fieldNames().forEachRemaining(method -> taken.add(method.toUpperCase(Locale.ROOT)));
        if (taken.contains("GET")) {
            taken.add("HEAD");
        }
        taken.retainAll(METHODS);
        return taken;
    }

    private static Set<String> allowed(Response answer) {
        String allow = answer.header("Allow");
        return allow == null ? Set.of() : new TreeSet<>(List.of(allow.split(",\\s*")));
    }

    private Response ask(String method, String path) {
        List<String> filled = new ArrayList<>();
        for (String part : path.substring(1).split("/")) {
            filled.add(part.equals("{udid}") ? phone.value() : part.equals("{host}") ? host : part.equals("{id}") ? "7-0000000001" : part);
        }
        return given().auth().preemptive().basic("operator", LabResource.PASSWORD).contentType("application/json").body("{}")
                .when().request(method, "/" + String.join("/", filled));
    }
}
