package dev.trustline.trust.health;

import dev.trustline.events.TrustStatus;
import dev.trustline.trust.StartGate;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.TrustMetrics;
import dev.trustline.trust.publishing.PublisherSignal;
import dev.trustline.trust.store.CommandRows;
import dev.trustline.trust.store.DuplicateHolds;
import dev.trustline.trust.store.LabQueries;
import dev.trustline.trust.store.OutboxRows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Marks unanswered commands expired, asks again for holds that expired while their host was away, and keeps the gauges that come from the database. */
@ApplicationScoped
public class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final CommandRows commands = new CommandRows();
    private final OutboxRows outbox = new OutboxRows();
    private final LabQueries lab;
    private final DuplicateHolds holds;
    private final PublisherSignal publisher;
    private final DataSource dataSource;
    private final TrustConfig config;
    private final StartGate gate;
    private final MeterRegistry meters;
    private final Map<String, AtomicLong> relations;
    private final AtomicLong pending;
    private final AtomicLong silent;

    public Housekeeping(DataSource dataSource, TrustConfig config, StartGate gate, MeterRegistry meters,
            PublisherSignal publisher) {
        this.dataSource = dataSource;
        this.config = config;
        this.gate = gate;
        this.meters = meters;
        this.publisher = publisher;
        this.holds = new DuplicateHolds(commands, config.commandLife());
        this.lab = new LabQueries(config.hostSilentAfter());
        this.relations = Arrays.stream(TrustStatus.values()).map(TrustStatus::wireText).collect(Collectors.toMap(s -> s,
                s -> meters.gauge(TrustMetrics.RELATIONS, Tags.of(TrustMetrics.STATE, s), new AtomicLong())));
        this.pending = meters.gauge(TrustMetrics.OUTBOX, new AtomicLong());
        this.silent = meters.gauge(TrustMetrics.SILENT_HOSTS, new AtomicLong());
    }

    @Scheduled(every = "${trust-registry.tidy-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void turn() {
        if (!gate.isOpen()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            int expired = commands.expire(connection, config.commandGrace());
            if (expired > 0) {
                meters.counter(TrustMetrics.COMMANDS_EXPIRED).increment(expired);
                LOG.infof("Commands expired without an answer: %d", expired);
            }
            gauges(connection);
            int again = holds.askAgain(connection, config.hostSilentAfter());
            if (again > 0) {
                publisher.wake();
                LOG.infof("Holds or releases for duplicate serials asked for again: %d", again);
            }
        } catch (SQLException e) {
            LOG.debugf("Housekeeping waits for the database error=%s", e.getMessage());
        }
    }

    private void gauges(Connection connection) throws SQLException {
        Map<String, Integer> counts = lab.relations(connection);
        relations.forEach((state, gauge) -> gauge.set(counts.getOrDefault(state, 0)));
        pending.set(outbox.count(connection));
        silent.set(lab.services(connection).stream()
                .collect(Collectors.groupingBy(LabQueries.ReportedService::host))
                .values().stream()
                .filter(services -> services.stream().allMatch(LabQueries.ReportedService::silent))
                .count());
    }
}
