package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.Prohibited;

/** A device that is being restored: nothing is paired, nothing is proven, and nothing that was believed is given up. Stateless. */
final class RestoreMode {
    private RestoreMode() {
    }

    /** Says so, and ends the attempt that was open. Records stay: whether they still work shows the next attach. */
    static void say(HandshakeParts parts, CableSession session, RelationReporter reporter) {
        VaultEntry entry = parts.vault().load(session.udid());
        if (entry.open()) {
            parts.vault().save(entry.endAttempt());
            parts.meter().ended(TrustStatus.PROHIBITED, session.sinceCable(System.nanoTime()));
        }
        RecordFacts record = entry.good().map(VaultEntry.GoodRecord::facts).orElse(null);
        reporter.say(session, entry.attempt(), Reason.RESTORE_MODE, Prohibited::new, f -> f.withRecord(record));
    }
}
