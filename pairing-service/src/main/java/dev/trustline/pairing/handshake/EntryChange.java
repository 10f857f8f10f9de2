package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A vault entry that is being changed: its parts under their names, until it is an entry again. For one thread. */
final class EntryChange {
    private final Udid udid;
    Optional<PairRecord> candidate;
    Optional<VaultEntry.GoodRecord> good;
    int attempt;
    boolean open;
    Optional<String> unpairing;
    Optional<String> unpairedBy;
    Optional<String> heldBy;
    Optional<VaultEntry.Approval> approval;
    Map<String, Instant> doneCommands;
    Optional<String> leftAtUsbmuxd;
    Alerts alerts;

    EntryChange(VaultEntry from) {
        this.udid = from.udid();
        this.candidate = from.candidate();
        this.good = from.good();
        this.attempt = from.attempt();
        this.open = from.open();
        this.unpairing = from.unpairing();
        this.unpairedBy = from.unpairedBy();
        this.heldBy = from.heldBy();
        this.approval = from.approval();
        this.doneCommands = from.doneCommands();
        this.leftAtUsbmuxd = from.leftAtUsbmuxd();
        this.alerts = from.alerts();
    }

    VaultEntry entry() {
        return new VaultEntry(udid, candidate, good, attempt, open, unpairing, unpairedBy, heldBy, approval, doneCommands, leftAtUsbmuxd, alerts);
    }
}
