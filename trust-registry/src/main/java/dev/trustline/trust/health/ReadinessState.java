package dev.trustline.trust.health;

import dev.trustline.trust.StartGate;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.messaging.InfrastructureState;
import dev.trustline.trust.messaging.PartitionPositions;
import dev.trustline.trust.publishing.Publisher;
import dev.trustline.trust.store.OutboxRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Why this copy is not ready, if it is not. Once it has caught up, with what it publishes too, only its database can make
 * it unready again. Thread-safe.
 */
@ApplicationScoped
public class ReadinessState {

    private static final long NOT_YET = -1;

    private final OutboxRows outbox = new OutboxRows();
    private final StartGate gate;
    private final Stopping stopping;
    private final PartitionPositions positions;
    private final InfrastructureState infrastructure;
    private final Publisher publisher;
    private final DataSource dataSource;
    private volatile boolean caughtUp;
    private long outboxMark = NOT_YET;

    public ReadinessState(StartGate gate, Stopping stopping, PartitionPositions positions, InfrastructureState infrastructure,
            Publisher publisher, DataSource dataSource) {
        this.gate = gate;
        this.stopping = stopping;
        this.positions = positions;
        this.infrastructure = infrastructure;
        this.publisher = publisher;
        this.dataSource = dataSource;
    }

    /** What is missing, empty when this copy is ready. */
    Optional<String> missing() {
        if (stopping.hasBegun()) {
            return Optional.of("stopping");
        }
        if (!gate.isOpen()) {
            return Optional.of("topics are not verified yet, or the database does not answer");
        }
        if (!infrastructure.databaseAnswers()) {
            return Optional.of("the database does not answer");
        }
        if (!positions.hasCaughtUp()) {
            return Optional.of("catching up, " + positions.left() + " records left");
        }
        if (!databaseAnswers()) {
            return Optional.of("the database does not answer");
        }
        return published() ? Optional.empty() : Optional.of("publishing what was caught up with");
    }

    private synchronized boolean published() {
        if (caughtUp || !publisher.isPublishing() && publisher.isStandby()) {
            caughtUp = true;
            return true;
        }
        try (Connection connection = dataSource.getConnection()) {
            if (outboxMark == NOT_YET) {
                outboxMark = outbox.last(connection);
            }
            caughtUp = !outbox.pendingUpTo(connection, outboxMark);
            return caughtUp;
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean databaseAnswers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }
}
