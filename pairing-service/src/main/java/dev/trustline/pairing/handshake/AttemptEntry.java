package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;

/** The attempt as the vault has it: its number and its record, written before the step that they describe. Used by its lane only. */
final class AttemptEntry {
    private final Vault vault;
    private VaultEntry entry;
    private boolean unsaved;

    AttemptEntry(Vault vault, Udid udid) {
        this.vault = vault;
        this.entry = vault.load(udid);
    }

    int number() {
        return entry.attempt();
    }

    boolean isOpen() {
        return entry.open();
    }

    Optional<PairRecord> candidate() {
        return entry.candidate();
    }

    VaultEntry entry() {
        return entry;
    }

    /** The number rises when an attempt begins, not when its alert does: an approval answers a number. */
    void begin() {
        if (!entry.open()) {
            entry = entry.beginAttempt();
            unsaved = true;
        }
    }

    /** Who has approved this attempt; empty if nobody has. */
    Optional<String> approvedBy() {
        return entry.approvedBy();
    }

    /** A person's consent outlives a restart. */
    void approve(String by) {
        entry = entry.approved(by);
        save();
    }

    Alerts alerts() {
        return entry.alerts();
    }

    /** Stored together with the record, before the first {@code Pair}. */
    void noteAlerts(Alerts alerts) {
        if (!alerts.equals(entry.alerts())) {
            entry = entry.withAlerts(alerts);
            unsaved = true;
        }
    }

    /** This attempt needed none: it does not count among those of the day. Stored with the next step. */
    void noteNoAlert() {
        noteAlerts(entry.alerts().withoutThatOf(entry.attempt()));
    }

    /** No pairing until a release, whatever follows. */
    void hold(String by) {
        vault.save(vault.load(entry.udid()).held(by));
    }

    /** From here on the attempt goes with this record. */
    void use(PairRecord record) {
        entry = entry.withCandidate(record);
        save();
    }

    /** The device does not take the record: the next burst makes another. */
    void dropCandidate() {
        entry = entry.withoutCandidate();
    }

    void end() {
        entry = entry.endAttempt();
        save();
    }

    void saveIfChanged() {
        if (unsaved) {
            save();
        }
    }

    void save() {
        entry = entry.over(vault.load(entry.udid()));
        vault.save(entry);
        unsaved = false;
    }
}
