package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.ProofVerdict.Course;
import dev.trustline.pairing.handshake.RecordProof.Ending;

/**
 * The proof of a record that was sent in a {@code Pair}, whether or not that attempt has ended: the device may have accepted
 * it without our hearing so, and another {@code Pair} would raise a second alert. Used by its lane only.
 */
final class CandidateProof implements SessionTries.Case {
    private final HandshakeParts parts;
    private final RecordProof proof;
    private final Records records;
    private final ProofScene scene;
    private final PairRecord candidate;
    private boolean locked;

    CandidateProof(HandshakeParts parts, RecordProof proof, Records records, ProofScene scene) {
        this.parts = parts;
        this.proof = proof;
        this.records = records;
        this.scene = scene;
        this.candidate = scene.entry().candidate().orElseThrow();
    }

    Ending run() {
        return records.fits(candidate, scene.session()) ? new SessionTries(parts, scene).run(this) : Ending.PAIR;
    }

    /** The device is locked and did not tell whether it knows the record. */
    boolean isInDoubt() {
        return locked;
    }

    @Override
    public Answer<DeviceGateway.Proof> session() {
        Answer<DeviceGateway.Proof> answer = records.tryIn(scene.session(), candidate, true);
        locked = ProofVerdict.isLocked(answer);
        return answer;
    }

    @Override
    public ProofVerdict.Situation situation(int broken) {
        return new ProofVerdict.Situation(false, false, false, false, scene.session().isPairAsked(), false, broken);
    }

    @Override
    public Ending works(DeviceGateway.Proof shown) {
        proof.becomeTrusted(scene.session(), scene.entry(), candidate, shown, scene.reporter(), Acceptance.of(isAcceptedBySignature() ? Reason.SUPERVISED : Reason.USER_ACCEPTED));
        return Ending.TRUSTED;
    }

    /** Before its first {@code Pair} an attempt counts its alert, which is taken back when the supervision identity's signature was enough. */
    private boolean isAcceptedBySignature() {
        return scene.entry().open() && candidate.escrowBag().isPresent() && scene.entry().alerts().countedFor() != scene.entry().attempt();
    }

    @Override
    public Ending settled(ProofVerdict verdict, String rawError) {
        if (verdict.course() != Course.FAIL || scene.session().isPairAsked()) {
            return Ending.PAIR;
        }
        if (scene.entry().open()) {
            records.keep(scene.entry().endAttempt());
            parts.meter().ended(TrustStatus.FAILED, scene.session().sinceCable(System.nanoTime()));
        }
        return SessionTries.failed(scene, verdict, rawError, null);
    }
}
