package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;

/**
 * Whether usbmuxd holds a record of a device that another tool has made. Each is news once, however often it is saved. Used by
 * its lane only.
 */
final class ForeignRecord {
    private final Records records;
    private String lookedAt = "";

    ForeignRecord(Records records) {
        this.records = records;
    }

    /** Fingerprint of a record that was not looked at; empty if there is none or usbmuxd does not tell. */
    Optional<String> news(Attachment attachment, VaultEntry entry) {
        Optional<String> found = records.atUsbmuxd(attachment).record().filter(r -> !isOurs(r, entry)).map(PairRecord::fingerprint);
        if (found.isEmpty()) {
            forget();
        }
        return found.filter(f -> !f.equals(lookedAt));
    }

    private static boolean isOurs(PairRecord record, VaultEntry entry) {
        return Optional.of(record.fingerprint()).equals(entry.good().map(g -> g.record().fingerprint()))
                || Optional.of(record.fingerprint()).equals(entry.candidate().map(PairRecord::fingerprint))
                || Optional.of(record.fingerprint()).equals(entry.leftAtUsbmuxd());
    }

    void looked(String fingerprint) {
        lookedAt = fingerprint;
    }

    /** Whatever comes is news again. */
    void forget() {
        lookedAt = "";
    }
}
