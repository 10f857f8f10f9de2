package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultRollbackTest {
    private static VaultRollback after(Long reported, long now) {
        VaultRollback rollback = new VaultRollback(() -> now);
        rollback.compare(Optional.of(new HostReported("bench-7", EventSource.PAIRING_SERVICE, "1", null, Instant.EPOCH, null, null, List.of(), null, reported, null)));
        return rollback;
    }

    @Test
    void aVaultThatIsOlderThanWhatThisHostReportedIsSaidWithWhatToDo() {
        assertThat(after(57L, 12).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("vault-rolled-back");
            assertThat(problem.detail()).contains("older by 45 writes", "put back the newest copy");
        });
    }

    @Test
    void oneThatIsAsNewOrNewerOrWasNeverReportedIsNotSaid() {
        assertThat(after(57L, 57).problems()).isEmpty();
        assertThat(after(57L, 58).problems()).isEmpty();
        assertThat(after(null, 0).problems()).isEmpty();
        VaultRollback first = new VaultRollback(() -> 0);
        first.compare(Optional.empty());
        assertThat(first.problems()).isEmpty();
    }
}
