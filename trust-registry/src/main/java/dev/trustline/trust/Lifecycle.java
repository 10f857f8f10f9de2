package dev.trustline.trust;

import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCheck;
import dev.trustline.trust.messaging.KafkaSettings;
import dev.trustline.trust.publishing.Publisher;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Start: verify the topics, bring the schema up to date, then open the gate for reading and publishing. A broker or
 * database that is away is waited for; a topic with wrong settings, or a database that does not let the registry in, ends
 * the process with a sentence that says what to do and exit code 2. Stop: let the publisher finish.
 */
@ApplicationScoped
public class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WRONG_SETTINGS = 2;
    private static final List<Topic> TOPICS = List.of(Topic.DEVICE_EVENTS, Topic.PAIRING_COMMANDS, Topic.PAIRING_RESULTS,
            Topic.HOSTS, Topic.TRUST_STATE, Topic.TRUST_CHANGES, Topic.DEVICE_EVENTS_REGISTRY_DLQ, Topic.RESULTS_DLQ, Topic.HOSTS_DLQ);

    private final KafkaSettings kafka;
    private final Flyway flyway;
    private final Publisher publisher;
    private final StartGate gate;
    private final Stopping stopping;
    private final TrustConfig config;

    public Lifecycle(KafkaSettings kafka, Flyway flyway, Publisher publisher, StartGate gate, Stopping stopping, TrustConfig config) {
        this.kafka = kafka;
        this.flyway = flyway;
        this.publisher = publisher;
        this.gate = gate;
        this.stopping = stopping;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("Configuration: instance %s, command life %s, silent after %s, publisher enabled %s, batch %d",
                InstanceName.of(config), config.commandLife(), config.hostSilentAfter(), config.publisher().enabled(),
                config.publisher().batch());
        new Thread(this::prepare, "registry-start").start();
        publisher.start();
    }

    /** Before the channel is closed, so that a waiting batch lets go. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.begin();
        gate.giveUp();
        publisher.join(PATIENCE);
    }

    private void prepare() {
        try {
            if (topicsAreRight() && schemaIsCurrent()) {
                gate.open();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Start failed", e);
            Quarkus.asyncExit(1);
        }
    }

    private boolean topicsAreRight() throws InterruptedException {
        BackOff backOff = BackOff.of(config.backOff());
        while (!stopping.hasBegun()) {
            try (Admin admin = kafka.admin(PATIENCE)) {
                List<String> problems = TopicCheck.problems(admin, kafka.address(), TOPICS);
                problems.forEach(p -> LOG.errorf("Refusing to start: %s", p));
                if (!problems.isEmpty()) {
                    Quarkus.asyncExit(WRONG_SETTINGS);
                }
                return problems.isEmpty();
            } catch (TopicCheck.BrokerUnreachable | KafkaException e) {
                LOG.warnf("Waiting for the broker error=%s", e.getMessage());
                stopping.within(backOff.next());
            }
        }
        return false;
    }

    private boolean schemaIsCurrent() {
        BackOff backOff = BackOff.of(config.backOff());
        while (!stopping.hasBegun()) {
            try {
                flyway.migrate();
                return true;
            } catch (FlywayException e) {
                if (!mayPass(e)) {
                    return false;
                }
                stopping.within(backOff.next());
            }
        }
        return false;
    }

    /** Whether waiting helps; what only a person can mend ends the process with one sentence. */
    private static boolean mayPass(FlywayException e) {
        String told = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        DatabaseTrouble trouble = DatabaseTrouble.of(e);
        if (trouble instanceof DatabaseTrouble.Away away) {
            LOG.warnf("Waiting for the database reason=%s error=%s", away.because(), told);
            return true;
        }
        if (trouble instanceof DatabaseTrouble.Misconfigured wrong) {
            LOG.errorf("Refusing to start: %s error=%s", wrong.wayOut(), told);
            Quarkus.asyncExit(WRONG_SETTINGS);
            return false;
        }
        throw e;
    }
}
