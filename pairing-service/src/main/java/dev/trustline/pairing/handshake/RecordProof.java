package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.Trusted;
import dev.trustline.lockdown.pairing.PairRecord;

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
    private boolean candidateInDoubt;

    RecordProof(HandshakeParts parts) {
        this.parts = parts;
        this.records = new Records(parts);
    }

    /**
     * Proves the record of an attempt, if there is one, then the good record, then one that usbmuxd alone has. The first is left
     * alone while pairing is held, and by network: the owner may have tapped meanwhile, and that would be a pairing.
     */
    Ending prove(CableSession session, RelationReporter reporter, LaneSignals signals, LaneSignals.DuringAttempt during) {
        ProofScene scene = new ProofScene(session, parts.vault().load(session.udid()), reporter, signals, during);
        candidateInDoubt = false;
        if (session.occasion().aim() == Occasion.Aim.ADOPT) {
            return RecordAdoption.asked(parts, records, scene, withoutLeftOver(scene, records.atUsbmuxd(session.attachment())));
        }
        if (scene.entry().candidate().isPresent() && !session.attachment().overNetwork() && !scene.entry().isHeld() && !parts.hostHold().isHeld()) {
            CandidateProof candidate = new CandidateProof(parts, this, records, scene);
            Ending ending = candidate.run();
            candidateInDoubt = candidate.isInDoubt();
            if (ending != Ending.PAIR) {
                return ending;
            }
        }
        AtUsbmuxd atUsbmuxd = withoutLeftOver(scene, records.atUsbmuxd(session.attachment()));
        ProofScene now = new ProofScene(session, parts.vault().load(session.udid()), reporter, signals, during);
        if (now.entry().good().isPresent()) {
            return new GoodRecordProof(parts, records, now, atUsbmuxd).run();
        }
        return atUsbmuxd.record().map(found -> new RecordAdoption(parts, records, now, found).run()).orElse(Ending.PAIR);
    }

    /** What is left at usbmuxd of a trust that was ended or renewed is removed now, unless another tool's record has taken that place. */
    private AtUsbmuxd withoutLeftOver(ProofScene scene, AtUsbmuxd found) {
        if (scene.entry().leftAtUsbmuxd().isEmpty() || !found.isKnown()) {
            return found;
        }
        AtUsbmuxd rest = found.without(scene.entry().leftAtUsbmuxd().get());
        boolean isThere = !rest.equals(found);
        if (!isThere || records.removeFromUsbmuxd(scene.session().attachment())) {
            records.keep(scene.entry().goneFromUsbmuxd());
        }
        return rest;
    }

    /** Whether the device was locked when the record of an attempt was tried: it may know that one all the same. */
    boolean isCandidateInDoubt() {
        return candidateInDoubt;
    }

    /**
     * The record has just been accepted and proven: it takes the old one's place everywhere, then it is said. Until usbmuxd has
     * it, the old one there is noted as ours: else it would look like another tool's.
     */
    void becomeTrusted(CableSession session, VaultEntry entry, PairRecord record, DeviceGateway.Proof proof, RelationReporter reporter, Acceptance acceptance) {
        boolean provisional = proof.setupDone().map(done -> !done).orElse(false);
        VaultEntry.GoodRecord good = new VaultEntry.GoodRecord(record, RecordFacts.Origin.PAIRED, parts.brokerClock().instant(), provisional, false);
        session.accepted();
        VaultEntry trusted = entry.replaced(good);
        records.keep(trusted);
        if (records.giveToUsbmuxd(session, record) && trusted.leftAtUsbmuxd().isPresent()) {
            records.keep(trusted.goneFromUsbmuxd());
        }
        Timings timings = session.timings(System.nanoTime(), true);
        reporter.say(session, entry.attempt(), provisional ? Reason.SETUP_ASSISTANT : acceptance.reason(), Trusted::new,
                f -> f.withRecord(records.facts(session.udid(), good)).withTimings(timings).withWifiConnections(proof.wifiConnections().orElse(null))
                        .withImpossibleTap(acceptance.oddTap().filter(odd -> !provisional).orElse(null)));
        parts.meter().ended(TrustStatus.TRUSTED, session.sinceCable(System.nanoTime()));
    }
}
