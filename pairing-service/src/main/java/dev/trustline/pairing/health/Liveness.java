package dev.trustline.pairing.health;

import dev.trustline.pairing.StartUp;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Alive: the threads are there, and their loops turn over. That a broker or usbmuxd is away makes nobody dead. */
@ApplicationScoped
@org.eclipse.microprofile.health.Liveness
public class Liveness implements HealthCheck {
    private static final Duration TOO_LONG = Duration.ofMinutes(10);

    private final StartUp service;

    Liveness(StartUp service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return judged(service.isAlive(), service.sinceLastTurns());
    }

    /** The longest single step of a loop is a request to a broker that is away: minutes at most. */
    static HealthCheckResponse judged(boolean threadsAlive, Map<String, Duration> sinceLastTurns) {
        boolean turning = sinceLastTurns.values().stream().allMatch(since -> since.compareTo(TOO_LONG) < 0);
        HealthCheckResponseBuilder response = HealthCheckResponse.named("pairing-service turns over").status(threadsAlive && turning);
        sinceLastTurns.forEach((loop, since) -> response.withData("secondsSinceTurnOf." + loop, since.toSeconds()));
        return response.build();
    }
}
