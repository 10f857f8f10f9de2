package dev.trustline.trust.health;

import dev.trustline.trust.CommandMeters;
import dev.trustline.trust.StartGate;
import dev.trustline.trust.TrustConfig;
import dev.trustline.trust.publishing.PublisherSignal;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.store.CommandRows;
import dev.trustline.trust.store.LadderRows;
import dev.trustline.trust.store.LadderRule;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The help ladder by the clock: attempts that are due after a rung, and what may be forgotten of cables and hosts. */
@ApplicationScoped
public class LadderTurns {

    private static final Logger LOG = Logger.getLogger(LadderTurns.class);

    private final LadderRows rows = new LadderRows();
    private final LadderRule rule;
    private final DataSource dataSource;
    private final StartGate gate;
    private final CommandMeters asked;
    private final PublisherSignal publisher;

    public LadderTurns(DataSource dataSource, TrustConfig config, StartGate gate, CommandMeters asked, PublisherSignal publisher) {
        this.dataSource = dataSource;
        this.gate = gate;
        this.asked = asked;
        this.publisher = publisher;
        this.rule = new LadderRule(new CommandRows(), config.commandLife());
    }

    @Scheduled(every = "${trust-registry.tidy-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ask() {
        if (!gate.isOpen()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            List<CommandVerb> verbs = rule.ask(connection);
            if (!verbs.isEmpty()) {
                asked.byRules(verbs);
                publisher.wake();
                LOG.infof("New attempts asked for after a step of the help ladder: %d", verbs.size());
            }
        } catch (SQLException e) {
            LOG.debugf("The help ladder waits for the database error=%s", e.getMessage());
        }
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        if (!gate.isOpen()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            rows.forget(connection);
        } catch (SQLException e) {
            LOG.debugf("Old moves of cables are forgotten later error=%s", e.getMessage());
        }
    }
}
