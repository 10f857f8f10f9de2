package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.Prohibited;
import dev.trustline.events.result.Rejection;

/**
 * A device that is being restored: nothing is paired, nothing is proven, and nothing that was believed is given up. Trust ends
 * by what the owner does, and a restore may still keep it. Stateless.
 */
final class RestoreMode {
    private RestoreMode() {
    }

    /**
     * Ends the attempt that was open. Of a device that trusts this host the state stays, and whoever waits for a proof is told
     * to wait; of any other one it is said that it may not be paired now.
     */
    static void say(HandshakeParts parts, CableSession session, RelationReporter reporter) {
        VaultEntry entry = parts.vault().load(session.udid());
        if (entry.open()) {
            parts.vault().save(entry.endAttempt());
            parts.meter().ended(TrustStatus.PROHIBITED, session.sinceCable(System.nanoTime()));
        }
        boolean believed = entry.good().filter(g -> !g.revoked()).isPresent();
        if (believed && !entry.open()) {
            reporter.rejectAll(Rejection.VERIFICATION_DEFERRED, "restore mode");
        } else {
            RecordFacts record = entry.good().map(VaultEntry.GoodRecord::facts).orElse(null);
            reporter.say(session, entry.attempt(), Reason.RESTORE_MODE, Prohibited::new, f -> f.withRecord(record));
        }
    }
}
