package dev.trustline.trust.health;

import dev.trustline.trust.CommandMeters;
import dev.trustline.trust.StartGate;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.TrustMetrics;
import dev.trustline.trust.publishing.PublisherSignal;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.store.CommandRows;
import dev.trustline.trust.store.DuplicateHolds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Commands that their host did not answer: marked expired and, where a rule still wants them, asked for again. */
@ApplicationScoped
public class UnansweredCommands {

    private static final Logger LOG = Logger.getLogger(UnansweredCommands.class);

    private final CommandRows commands = new CommandRows();
    private final DuplicateHolds holds;
    private final PublisherSignal publisher;
    private final DataSource dataSource;
    private final TrustConfig config;
    private final StartGate gate;
    private final MeterRegistry meters;
    private final CommandMeters asked;

    public UnansweredCommands(DataSource dataSource, TrustConfig config, StartGate gate, MeterRegistry meters,
            CommandMeters asked, PublisherSignal publisher) {
        this.dataSource = dataSource;
        this.config = config;
        this.gate = gate;
        this.meters = meters;
        this.asked = asked;
        this.publisher = publisher;
        this.holds = new DuplicateHolds(commands, config.commandLife());
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
            List<CommandVerb> again = holds.askAgain(connection, config.hostSilentAfter());
            if (!again.isEmpty()) {
                asked.byRules(again);
                publisher.wake();
                LOG.infof("Holds or releases for duplicate serials asked for again: %d", again.size());
            }
        } catch (SQLException e) {
            LOG.debugf("Unanswered commands wait for the database error=%s", e.getMessage());
        }
    }
}
