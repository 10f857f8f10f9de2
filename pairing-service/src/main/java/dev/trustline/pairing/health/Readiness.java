package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.pairing.StartUp;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready: TLS is warm, the inbox listens, Kafka takes results, usbmuxd answers. What the self-test has found at usbmuxd is told
 * beside that, by its code; it makes nobody unready. Thread-safe.
 */
@ApplicationScoped
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {
    private final StartUp service;

    Readiness(StartUp service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return told(service.notReadyBecause(), service.problems());
    }

    static HealthCheckResponse told(String because, List<HostProblem> problems) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("pairing-service can pair").status(because.isEmpty());
        problems.forEach(problem -> response.withData(problem.code(), problem.detail()));
        return because.isEmpty() ? response.build() : response.withData("because", because).build();
    }
}
