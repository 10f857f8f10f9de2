package dev.trustline.pairing;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.pairing.health.ProblemSource;
import dev.trustline.pairing.health.SharedIdentity;
import dev.trustline.pairing.health.SystemIdentity;
import dev.trustline.pairing.health.VaultRollback;
import dev.trustline.pairing.messaging.KafkaStart;
import dev.trustline.pairing.messaging.NewestReports;
import dev.trustline.pairing.pairrecord.FileVault;
import dev.trustline.pairing.pairrecord.SealedNote;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/** Whether this host and its vault are the ones that they were, and no other's: found before the first phone is handled. Thread-safe. */
final class IdentityWiring {
    private final String host;
    private final SystemIdentity identity;
    private final SharedIdentity shared;
    private final VaultRollback rollback;

    IdentityWiring(PairingConfig config, String host, StartUp.Keys keys, UsbmuxClient usbmuxd, FileVault vault, Executor beside) {
        this.host = host;
        this.identity = new SystemIdentity(usbmuxd::readBuid, new SealedNote(config.dataDir(), "host-identity", keys.vault()), keys.lab(), config.usbmuxdRecords(), beside);
        this.shared = new SharedIdentity(host, identity::fingerprint);
        this.rollback = new VaultRollback(vault::generation);
    }

    SystemIdentity identity() {
        return identity;
    }

    List<ProblemSource> problems() {
        return List.of(shared, rollback);
    }

    /** Before the first report, which tells of what is found. */
    void begin(NewestReports before) {
        identity.begin();
        shared.compare(before.of(EventSource.PAIRING_SERVICE));
        rollback.compare(before.of(host, EventSource.PAIRING_SERVICE));
    }

    /** Whether what was found is mended at the other host; new findings between running hosts are the registry's. */
    void lookAgain(KafkaStart kafka, Clock brokerClock) {
        if (shared.isShared()) {
            kafka.reportsLately(brokerClock.instant()).ifPresent(lately -> shared.compare(lately.of(EventSource.PAIRING_SERVICE)));
        }
    }
}
