package dev.trustline.pairing.handshake;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All that this host must not forget of one device. It is written before the step that it describes. Immutable; its text
 * never shows key material.
 *
 * @param udid         the device
 * @param candidate    the record of the attempt under way: after any crash the first act is a session with it
 * @param good         the record that works, kept until another one is stored
 * @param attempt      number of the newest attempt, from 1; 0 before the first
 * @param open         that attempt has not ended
 * @param unpairing    the command whose unpair is under way
 * @param heldBy       who asked that it is not paired until it is released; empty if it may be
 * @param approval     a person's consent to an attempt, given before its alert; it outlives a restart
 * @param doneCommands answered commands and until when each could come again
 * @param unpairedBy   the command whose unpair was done last: read again it is no new one
 * @param leftAtUsbmuxd fingerprint of the record of a trust that was ended or renewed, which usbmuxd has still to remove
 * @param alerts       the alerts that this host has raised on it
 */
public record VaultEntry(
        Udid udid,
        Optional<PairRecord> candidate,
        Optional<GoodRecord> good,
        int attempt,
        boolean open,
        Optional<String> unpairing,
        Optional<String> unpairedBy,
        Optional<String> heldBy,
        Optional<Approval> approval,
        Map<String, Instant> doneCommands,
        Optional<String> leftAtUsbmuxd,
        Alerts alerts) {

    public VaultEntry {
        doneCommands = Map.copyOf(doneCommands);
    }

    /** An entry for a device that was never seen. */
    public static VaultEntry blank(Udid udid) {
        return new VaultEntry(udid, Optional.empty(), Optional.empty(), 0, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(),
                Optional.empty(), Alerts.NONE);
    }

    /** The next attempt, open. */
    public VaultEntry beginAttempt() {
        return with(e -> {
            e.attempt = attempt + 1;
            e.open = true;
        });
    }

    /** The same attempt, with a record that now holds the escrow bag, or with another record. */
    public VaultEntry withCandidate(PairRecord record) {
        return with(e -> e.candidate = Optional.of(record));
    }

    /** The same, without the record of the attempt. */
    public VaultEntry withoutCandidate() {
        return with(e -> e.candidate = Optional.empty());
    }

    /** The attempt has ended; its record stays for the next one. */
    public VaultEntry endAttempt() {
        return with(e -> e.open = false);
    }

    /**
     * This record works: it takes the place of the old one, and no unpair has ended its trust. What usbmuxd has still of another
     * one stays noted.
     */
    public VaultEntry proven(GoodRecord record) {
        Optional<String> left = leftAtUsbmuxd.filter(f -> !f.equals(record.record().fingerprint()));
        return with(e -> {
            e.candidate = Optional.empty();
            e.good = Optional.of(record);
            e.open = false;
            e.unpairing = Optional.empty();
            e.leftAtUsbmuxd = left;
            e.alerts = alerts.accepted();
        });
    }

    /** A new record works. What usbmuxd has of the old one, or of an ended trust, is noted until it has this one. */
    VaultEntry replaced(GoodRecord record) {
        Optional<String> left = good.map(g -> g.record().fingerprint()).filter(f -> !f.equals(record.record().fingerprint())).or(() -> leftAtUsbmuxd);
        return proven(record).with(e -> e.leftAtUsbmuxd = left);
    }

    /**
     * The device has forgotten the good record. It is kept until another one is stored.
     *
     * @param byNetwork said by network, where anybody may answer: to be said over the cable too
     */
    public VaultEntry revoked(boolean byNetwork) {
        return with(e -> e.good = good.map(g -> g.forgotten(byNetwork)));
    }

    /** The intent to unpair, before the device is asked. */
    public VaultEntry intendUnpair(String command) {
        return with(e -> e.unpairing = Optional.of(command));
    }

    /** Nothing is left of the trust, but perhaps its record at usbmuxd, which is yet to be removed. */
    public VaultEntry unpaired(boolean goneFromUsbmuxd) {
        Optional<String> left = leftAtUsbmuxd.or(() -> good.map(g -> g.record().fingerprint())).filter(f -> !goneFromUsbmuxd);
        return with(e -> {
            e.candidate = Optional.empty();
            e.good = Optional.empty();
            e.open = false;
            e.unpairedBy = unpairing.or(() -> unpairedBy);
            e.unpairing = Optional.empty();
            e.leftAtUsbmuxd = left;
        });
    }

    /** usbmuxd has nothing more of a trust that was ended. */
    public VaultEntry goneFromUsbmuxd() {
        return with(e -> e.leftAtUsbmuxd = Optional.empty());
    }

    /** No pairing until the release. */
    public VaultEntry held(String by) {
        return with(e -> e.heldBy = Optional.of(by));
    }

    /** It may be paired again. */
    public VaultEntry released() {
        return with(e -> e.heldBy = Optional.empty());
    }

    /** Whether it must not be paired. */
    public boolean isHeld() {
        return heldBy.isPresent();
    }

    /** A person lets the alert of the open attempt be raised. */
    public VaultEntry approved(String by) {
        return with(e -> e.approval = Optional.of(new Approval(attempt, by)));
    }

    /** Who has approved the open attempt; empty if nobody has. */
    public Optional<String> approvedBy() {
        return approval.filter(a -> open && a.attempt() == attempt).map(Approval::by);
    }

    /** The same, with what commands have changed in the stored entry meanwhile. */
    VaultEntry over(VaultEntry stored) {
        return with(e -> {
            e.heldBy = stored.heldBy;
            e.doneCommands = stored.doneCommands;
        });
    }

    /** A command was answered; those that cannot come again are dropped. */
    public VaultEntry answered(String command, Instant until, Instant now) {
        Map<String, Instant> done = new LinkedHashMap<>();
        doneCommands.forEach((id, end) -> {
            if (end.isAfter(now)) {
                done.put(id, end);
            }
        });
        done.put(command, until);
        return with(e -> e.doneCommands = done);
    }

    /** The same, with what is now known of its alerts. */
    public VaultEntry withAlerts(Alerts now) {
        return with(e -> e.alerts = now);
    }

    private VaultEntry with(Consumer<EntryChange> change) {
        EntryChange next = new EntryChange(this);
        change.accept(next);
        return next.entry();
    }

    @Override
    public String toString() {
        return "VaultEntry[udid=" + udid + ", candidate=" + candidate.isPresent() + ", good=" + good.isPresent() + ", attempt=" + attempt + "]";
    }

    /**
     * A person's consent to one attempt.
     *
     * @param attempt its number
     * @param by      who, as it is kept with the relation
     */
    public record Approval(int attempt, String by) {}

    /**
     * A record that opens sessions.
     *
     * @param record      the record
     * @param origin      who made it
     * @param provenAt    when a session last proved it, the broker's clock
     * @param provisional given during setup: to be proven at the next attach
     * @param revoked     the device was heard to have forgotten it; kept until another one is stored
     * @param byNetwork   that was heard by network alone
     */
    public record GoodRecord(PairRecord record, RecordFacts.Origin origin, Instant provenAt, boolean provisional, boolean revoked, boolean byNetwork) {
        /** One that was not heard of by network. */
        public GoodRecord(PairRecord record, RecordFacts.Origin origin, Instant provenAt, boolean provisional, boolean revoked) {
            this(record, origin, provenAt, provisional, revoked, false);
        }

        /**
         * The same, proven now.
         *
         * @param sameCable perhaps on the cable on which it was given: trust given during setup is known only after an unplug
         */
        public GoodRecord provenAt(Instant now, boolean sameCable) {
            return new GoodRecord(record, origin, now, provisional && sameCable, false);
        }

        /** The same, forgotten by the device, as it says by network or over the cable. */
        public GoodRecord forgotten(boolean byNetwork) {
            return new GoodRecord(record, origin, provenAt, provisional, true, byNetwork);
        }

        /** What may be told of it. */
        public RecordFacts facts() {
            return new RecordFacts(record.fingerprint(), origin, record.escrowBag().isPresent(),
                    origin == RecordFacts.Origin.ADOPTED, provisional);
        }

        @Override
        public String toString() {
            return "GoodRecord[origin=" + origin + ", provenAt=" + provenAt + "]";
        }
    }
}
