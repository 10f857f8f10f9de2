package dev.trustline.trust;

import dev.trustline.trust.presence.BrokerClock;
import dev.trustline.trust.tracing.TraceSpans;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Plain objects that the container hands out. */
@ApplicationScoped
public class Producers {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    BrokerClock brokerClock() {
        return new BrokerClock(System::nanoTime);
    }

    @Produces
    @Singleton
    TraceSpans tracing(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        return new TraceSpans(telemetry.getTracer("dev.trustline.trust"), !off);
    }

    @Produces
    @Singleton
    Stopping stopping() {
        return new Stopping();
    }

    @Produces
    @Singleton
    StartGate startGate() {
        return new StartGate();
    }
}
