package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.Trusted;
import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;

/**
 * Proves what this host believes of a device, before anything else is done with it: a session with the stored record, a
 * value read inside. {@code Pair} is never used for that: in a new cable session it raises the alert even for a trusted host.
 */
final class RecordProof {
    /** How a proof ended. */
    enum Ending {
        /** Trusted, and said so. */
        TRUSTED,
        /** There is nothing to prove, or it is forgotten: pair. */
        PAIR,
        /** Said what there is to say; nothing more in this cable session. */
        OVER,
        /** The device is gone or usbmuxd is. */
        HOST_NOT_READY,
        /** A message ends it: the lane takes it up again. */
        INTERRUPTED
    }

    private final HandshakeParts parts;
    private final Records records;
    private final RecordAdoption adoption;

    RecordProof(HandshakeParts parts) {
        this.parts = parts;
        this.records = new Records(parts);
        this.adoption = new RecordAdoption(parts, records);
    }

    /**
     * Proves the record of an attempt that was cut off, then the good record, then one that usbmuxd alone has. The first is left
     * alone while pairing is held: the owner may have tapped meanwhile, and that would be a pairing.
     */
    Ending prove(CableSession session, RelationReporter reporter, LaneSignals signals, LaneSignals.DuringAttempt during) {
        VaultEntry entry = parts.vault().load(session.udid());
        if (entry.candidate().isPresent() && entry.open() && !entry.isHeld()) {
            Ending ending = proveCandidate(session, entry, reporter);
            if (ending != Ending.PAIR) {
                return ending;
            }
        }
        ProofScene scene = new ProofScene(session, entry, reporter, signals, during);
        Optional<PairRecord> atUsbmuxd = records.atUsbmuxd(session);
        if (entry.good().isPresent()) {
            return new GoodRecordProof(parts, records, adoption, scene, atUsbmuxd).run();
        }
        return atUsbmuxd.isPresent() ? adoption.adopt(scene, atUsbmuxd.get()) : Ending.PAIR;
    }

    private Ending proveCandidate(CableSession session, VaultEntry entry, RelationReporter reporter) {
        PairRecord candidate = entry.candidate().orElseThrow();
        if (!records.fits(candidate, session)) {
            return Ending.PAIR;
        }
        return records.tryIn(session, candidate, true).fold(
                proof -> {
                    becomeTrusted(session, entry, candidate, proof, reporter, Reason.USER_ACCEPTED);
                    return Ending.TRUSTED;
                },
                (kind, text) -> Ending.PAIR,
                trouble -> trouble.isOfHost() ? Ending.HOST_NOT_READY : Ending.PAIR);
    }

    /** The record has just been accepted and proven: it takes the old one's place everywhere, then it is said. */
    void becomeTrusted(CableSession session, VaultEntry entry, PairRecord record, DeviceGateway.Proof proof, RelationReporter reporter, Reason reason) {
        boolean provisional = proof.setupDone().map(done -> !done).orElse(false);
        VaultEntry.GoodRecord good = new VaultEntry.GoodRecord(record, RecordFacts.Origin.PAIRED, parts.clock().instant(), provisional, false);
        records.keep(entry.proven(good));
        records.giveToUsbmuxd(session, record);
        Timings timings = session.timings(System.nanoTime(), true);
        reporter.say(session, entry.attempt(), provisional ? Reason.SETUP_ASSISTANT : reason, Trusted::new,
                f -> f.withRecord(good.facts()).withTimings(timings));
        parts.meter().ended(TrustStatus.TRUSTED, session.sinceCable(System.nanoTime()));
    }
}
