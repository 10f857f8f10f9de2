package dev.trustline.trust.health;

import dev.trustline.trust.StartGate;
import dev.trustline.trust.publishing.Publisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live: the polling thread answers and the publisher's thread is there. A broker or database that is away does not kill a
 * copy: it waits.
 */
@Liveness
@ApplicationScoped
public class LoopsCheck implements HealthCheck {

    private static final Duration TOO_LONG = Duration.ofMinutes(10);

    private final ConsumerWatch watch;
    private final Publisher publisher;
    private final StartGate gate;

    public LoopsCheck(ConsumerWatch watch, Publisher publisher, StartGate gate) {
        this.watch = watch;
        this.publisher = publisher;
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        boolean polls = !gate.isOpen() || watch.sinceLastTurn().compareTo(TOO_LONG) < 0;
        return HealthCheckResponse.named("loops-turn").status(polls && publisher.isAlive())
                .withData("publisher", publisher.isAlive())
                .withData("secondsSincePoll", watch.sinceLastTurn().toSeconds())
                .build();
    }
}
