package dev.trustline.trust.publishing;

import dev.trustline.trust.BackOff;
import dev.trustline.trust.StartGate;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.messaging.KafkaSettings;
import dev.trustline.trust.store.PublisherRow;
import dev.trustline.trust.tracing.TraceSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * The publisher's thread: waits for the role, keeps it as long as database and broker let it, and tries again when it was
 * lost. Exactly one copy of the registry publishes at a time.
 */
@ApplicationScoped
public class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration STANDBY = Duration.ofSeconds(1);

    private final PublisherRow row = new PublisherRow();
    private final DataSource dataSource;
    private final KafkaSettings kafka;
    private final Rebuild rebuild;
    private final PublisherSignal signal;
    private final PublishMeters meters;
    private final TraceSpans tracing;
    private final StartGate gate;
    private final Stopping stopping;
    private final TrustConfig config;
    private volatile boolean publishing;
    private volatile boolean standby;
    private Thread thread;

    public Publisher(
            DataSource dataSource,
            KafkaSettings kafka,
            Rebuild rebuild,
            PublisherSignal signal,
            PublishMeters meters,
            TraceSpans tracing,
            StartGate gate,
            Stopping stopping,
            TrustConfig config) {
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.rebuild = rebuild;
        this.signal = signal;
        this.meters = meters;
        this.tracing = tracing;
        this.gate = gate;
        this.stopping = stopping;
        this.config = config;
    }

    /** Starts the thread; it waits for the start gate itself. */
    public void start() {
        if (config.publisher().enabled()) {
            thread = new Thread(this::run, "publisher");
            thread.start();
        }
    }

    /** Waits until the thread has ended; the service must be stopping. */
    public void join(Duration longest) {
        signal.wake();
        if (thread != null) {
            try {
                thread.join(longest.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether this copy holds the role. */
    public boolean isPublishing() {
        return publishing;
    }

    /** Whether another copy publishes, or this one is not meant to. */
    public boolean isStandby() {
        return standby || !config.publisher().enabled();
    }

    /** Whether the thread is there, or is not meant to be. */
    public boolean isAlive() {
        return thread == null || thread.isAlive();
    }

    private void run() {
        if (!gate.awaitOpen()) {
            return;
        }
        BackOff backOff = BackOff.of(config.backOff());
        while (!stopping.hasBegun()) {
            try {
                boolean held = term();
                backOff = BackOff.of(config.backOff());
                standby = !held;
                if (!held) {
                    stopping.within(STANDBY);
                }
            } catch (SQLException | ExecutionException | KafkaException e) {
                LOG.warnf("Publishing interrupted, trying again error=%s", e.getMessage());
                LOG.debug("Publishing interrupted", e);
                stopping.within(backOff.next());
            } catch (RuntimeException e) {
                LOG.error("Publishing failed unexpectedly, trying again", e);
                stopping.within(backOff.next());
            }
        }
    }

    /** One term. Returns false if another copy holds the role. */
    private boolean term() throws SQLException, ExecutionException {
        try (Connection connection = dataSource.getConnection()) {
            if (!row.tryLock(connection)) {
                return false;
            }
            try (PublisherRole role = PublisherRole.take(connection, kafka, rebuild, meters, tracing, config)) {
                hold(true);
                role.publish(signal, config.publisher().idleWait(), stopping);
            } finally {
                hold(false);
                row.unlock(connection);
            }
            return true;
        }
    }

    private void hold(boolean now) {
        publishing = now;
        meters.publishing(now);
    }
}
