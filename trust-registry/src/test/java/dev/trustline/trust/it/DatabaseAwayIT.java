package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.result.AwaitingTrust;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class DatabaseAwayIT extends ServiceIT {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Test
    void aCopyWithoutItsDatabaseLivesAndSaysSoAndGoesOnWhenItIsBack() throws SQLException {
        soon().untilAsserted(() -> health("ready").statusCode(200));
        try (Connection inside = DriverManager.getConnection(url.replace("/postgres?", "/template1?"), "postgres", "postgres")) {
            sql(inside, "alter database postgres allow_connections false");
            try {
                sql(inside, "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");

                soon().untilAsserted(() -> assertThat(health("ready").statusCode(503).extract().asString()).contains("the database does not answer"));
                health("live").statusCode(200);
                String detail = get("/api/v1/trust").statusCode(503).contentType("application/problem+json").extract().path("detail");
                assertThat(detail).contains("database");
                lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))));
            } finally {
                sql(inside, "alter database postgres allow_connections true");
            }
        }
        soon().untilAsserted(() -> health("ready").statusCode(200));
        soon().until(() -> "awaiting-trust".equals(state(phone)));
    }

    private ValidatableResponse health(String kind) {
        return given().port(Integer.getInteger("quarkus.management.port", managementPort)).when().get("/q/health/" + kind).then();
    }

    private static void sql(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
