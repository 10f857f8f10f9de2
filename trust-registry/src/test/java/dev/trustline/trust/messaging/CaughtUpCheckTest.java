package dev.trustline.trust.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.trust.StartGate;
import dev.trustline.trust.Stopping;
import dev.trustline.trust.health.CaughtUpCheck;
import dev.trustline.trust.health.ReadinessState;
import dev.trustline.trust.store.PartitionId;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** What keeps a copy from being ready before its database is even asked, in this order. */
class CaughtUpCheckTest {

    private static final PartitionId RESULTS = new PartitionId("trustline.pairing.results", 0);
    private static final PartitionId HOSTS = new PartitionId("trustline.hosts", 0);

    private final StartGate gate = new StartGate();
    private final Stopping stopping = new Stopping();
    private final PartitionPositions positions = new PartitionPositions(Clock.systemUTC());
    private final InfrastructureState infrastructure = new InfrastructureState();
    private final CaughtUpCheck check = new CaughtUpCheck(new ReadinessState(gate, stopping, positions, infrastructure, null, null));

    @Test
    void itIsNotReadyBeforeTheStartGateOpens() {
        isDownFor("topics are not verified yet, or the database does not answer");
    }

    @Test
    void itIsNotReadyBeforeAnythingIsAssignedNorBeforeEachPartitionHasReachedItsEnd() {
        gate.open();
        isDownFor("catching up, 0 records left");

        positions.assigned(Map.of(RESULTS, 3L, HOSTS, 7L), Map.of(RESULTS, 10L, HOSTS, 7L));
        isDownFor("catching up, 7 records left");
        positions.committed(Map.of(RESULTS, 9L));
        isDownFor("catching up, 1 records left");
    }

    @Test
    void whileBatchesWaitForTheDatabaseItIsNotReadyAndAStopComesFirst() {
        gate.open();
        positions.assigned(Map.of(RESULTS, 3L), Map.of(RESULTS, 3L));
        infrastructure.databaseAnswers(false);
        isDownFor("the database does not answer");

        stopping.begin();
        isDownFor("stopping");
    }

    private void isDownFor(String missing) {
        HealthCheckResponse response = check.call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(response.getData().orElseThrow()).containsEntry("missing", missing);
    }
}
