package dev.trustline.pairing.handshake;

import static dev.trustline.pairing.handshake.ModelLab.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.RecordFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S10: a host that a device has forgotten by itself is told from one that its owner made it forget. */
class ExpiredRecordTest {

    @ParameterizedTest
    @CsvSource({
        "17.5.1, 29, revoked/host-forgotten",
        "17.5.1, 30, revoked/expired-unused",
        "'', 30, revoked/expired-unused",
        "10.3.3, 30, revoked/host-forgotten",
        "10.3.3, 179, revoked/host-forgotten",
        "10.3.3, 180, revoked/expired-unused",
    })
    void theIdleLimitOfTheDeviceDecides(String productVersion, int idleDays, String said) {
        ModelLab lab = new ModelLab();
        lab.productVersion = productVersion;
        lab.atUsbmuxd = Optional.of(OURS);
        lab.stored = lab.stored.beginAttempt().proven(new VaultEntry.GoodRecord(OURS, RecordFacts.Origin.PAIRED,
                Instant.now().minus(Duration.ofDays(idleDays)), false, false));

        lab.attached();

        assertThat(lab.history()).startsWith(said);
    }
}
