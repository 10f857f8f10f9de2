package dev.trustline.trust.it;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.trustline.events.Udid;
import dev.trustline.trust.TrustMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the service tests share: a host of their own per test, REST as the operator, and patience. */
abstract class ServiceIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Inject
    DataSource dataSource;

    @Inject
    MeterRegistry meters;

    Lab lab;
    String host;
    Udid phone;

    @BeforeEach
    void aHostOfItsOwn(TestInfo test) {
        host = "host-" + Long.toHexString(System.nanoTime());
        lab = new Lab(bootstrap, host);
        phone = Lab.aPhone();
    }

    @AfterEach
    void closeLab() {
        lab.close();
    }

    ValidatableResponse get(String path, Object... parameters) {
        return given().auth().preemptive().basic("operator", LabResource.PASSWORD).when().get(path, parameters).then();
    }

    String state(Udid udid) {
        return get("/api/v1/trust?udid={u}&host={h}", udid.value(), host).extract().path("items[0].state");
    }

    <T> T field(Udid udid, String name) {
        return get("/api/v1/trust?udid={u}&host={h}", udid.value(), host).extract().path("items[0]." + name);
    }

    /** How many commands this registry has counted. */
    double counted(String verb, String who) {
        return meters.counter(TrustMetrics.COMMANDS, TrustMetrics.COMMAND, verb, TrustMetrics.WHO, who).count();
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }
}
