package dev.trustline.trust.health;

import dev.trustline.events.TrustStatus;
import dev.trustline.trust.StartGate;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.TrustMetrics;
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

/** The gauges whose values stand in the database, read on a schedule so that no scrape waits for it. */
@ApplicationScoped
public class DatabaseGauges {

    private static final Logger LOG = Logger.getLogger(DatabaseGauges.class);

    private final OutboxRows outbox = new OutboxRows();
    private final LabQueries lab;
    private final DataSource dataSource;
    private final StartGate gate;
    private final Map<String, AtomicLong> relations;
    private final AtomicLong suspected;
    private final AtomicLong expiring;
    private final AtomicLong pending;
    private final AtomicLong silent;

    public DatabaseGauges(DataSource dataSource, TrustConfig config, StartGate gate, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.gate = gate;
        this.lab = new LabQueries(config.hostSilentAfter());
        this.relations = Arrays.stream(TrustStatus.values()).map(TrustStatus::wireText).collect(Collectors.toMap(s -> s,
                s -> meters.gauge(TrustMetrics.RELATIONS, Tags.of(TrustMetrics.STATE, s), new AtomicLong())));
        this.suspected = meters.gauge(TrustMetrics.SUSPECTED, new AtomicLong());
        this.expiring = meters.gauge(TrustMetrics.EXPIRING, new AtomicLong());
        this.pending = meters.gauge(TrustMetrics.OUTBOX, new AtomicLong());
        this.silent = meters.gauge(TrustMetrics.SILENT_HOSTS, new AtomicLong());
    }

    @Scheduled(every = "${trust-registry.tidy-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        if (!gate.isOpen()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            LabQueries.RelationCounts counts = lab.relations(connection);
            relations.forEach((state, gauge) -> gauge.set(counts.byState().getOrDefault(state, 0)));
            suspected.set(counts.suspected());
            expiring.set(counts.expiring());
            pending.set(outbox.count(connection));
            silent.set(lab.services(connection).stream()
                    .collect(Collectors.groupingBy(LabQueries.ReportedService::host))
                    .values().stream()
                    .filter(services -> services.stream().allMatch(LabQueries.ReportedService::silent))
                    .count());
        } catch (SQLException e) {
            LOG.debugf("Gauges wait for the database error=%s", e.getMessage());
        }
    }
}
