package dev.trustline.pairing.health;

import dev.trustline.pairing.StartUp;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Ready: TLS is warm, the inbox listens, Kafka takes results, usbmuxd answers. */
@ApplicationScoped
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {
    private final StartUp service;

    Readiness(StartUp service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        String because = service.notReadyBecause();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("pairing-service can pair").status(because.isEmpty());
        return because.isEmpty() ? response.build() : response.withData("because", because).build();
    }
}
