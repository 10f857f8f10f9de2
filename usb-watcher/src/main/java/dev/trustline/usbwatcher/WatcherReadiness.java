package dev.trustline.usbwatcher;

import dev.trustline.events.host.HostReported.HostProblem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the topics have been verified, the broker answers (nothing waits for it longer than 3 s, and the last record was
 * taken), a source is open and the initial list is in. That no phone is attached is neither here nor there.
 */
@Readiness
@Singleton
public class WatcherReadiness implements HealthCheck {
    private final UsbWatcher watcher;

    WatcherReadiness(UsbWatcher watcher) {
        this.watcher = watcher;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("usb-watcher").withData("state", watcher.state().name());
        Optional<WatchSession> session = watcher.session();
        if (session.isEmpty()) {
            return answer.down().withData("reason", watcher.refusal().isEmpty() ? "waiting for the broker" : watcher.refusal()).build();
        }
        boolean broker = !session.get().isBrokerSilent();
        boolean source = session.get().isSourceOpen() && session.get().isListComplete();
        List<HostProblem> problems = session.get().problems();
        return answer.status(watcher.state() == WatcherState.RUNNING && broker && source)
                .withData("broker", broker ? "answers" : "silent")
                .withData("source", source ? "open" : "not open")
                .withData("problems", String.join(",", problems.stream().map(HostProblem::code).toList()))
                .build();
    }
}
