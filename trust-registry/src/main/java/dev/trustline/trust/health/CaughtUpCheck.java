package dev.trustline.trust.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: topics verified, everything read and published that was there at start, database answering. */
@Readiness
@ApplicationScoped
public class CaughtUpCheck implements HealthCheck {

    private final ReadinessState state;

    public CaughtUpCheck(ReadinessState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> missing = state.missing();
        return HealthCheckResponse.named("caught-up").status(missing.isEmpty())
                .withData("missing", missing.orElse("nothing"))
                .build();
    }
}
