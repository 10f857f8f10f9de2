package dev.trustline.usbwatcher;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live while every loop has turned over within 30 s. A broker or a daemon that is away is no reason to restart. */
@Liveness
@Singleton
public class WatcherLiveness implements HealthCheck {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final UsbWatcher watcher;

    WatcherLiveness(UsbWatcher watcher) {
        this.watcher = watcher;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> silent = watcher.beats().silentFor(LIMIT);
        return HealthCheckResponse.named("loops").status(silent.isEmpty()).withData("silent", String.join(",", silent)).build();
    }
}
