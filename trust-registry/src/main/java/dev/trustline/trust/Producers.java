package dev.trustline.trust;

import dev.trustline.trust.presence.BrokerClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

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
    BrokerClock brokerClock(Clock clock) {
        return new BrokerClock(clock);
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
