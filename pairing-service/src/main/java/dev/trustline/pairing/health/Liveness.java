package dev.trustline.pairing.health;

import dev.trustline.pairing.StartUp;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Alive: the threads turn over. That a broker or usbmuxd is away makes nobody dead. */
@ApplicationScoped
@org.eclipse.microprofile.health.Liveness
public class Liveness implements HealthCheck {
    private final StartUp service;

    Liveness(StartUp service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("pairing-service turns over").status(service.isAlive()).build();
    }
}
