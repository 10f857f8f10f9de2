package dev.trustline.pairing.handshake;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.result.Failed;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.util.Optional;

/**
 * The record of one attempt: made once, the same in every burst whatever happens to the cable, and proven by a session
 * before anybody is told that the device trusts it. Used by its lane only.
 */
final class CandidateRecord {
    private static final int PROOF_TRIES = 3;

    private final HandshakeParts parts;
    private final RecordProof proof;
    private final CableSession session;
    private final AttemptEntry entry;
    private final AttemptVoice voice;
    private final RelationReporter reporter;
    private final boolean resumed;
    private boolean uncertain;
    private boolean supervised;
    private Optional<ImpossibleTap> oddTap = Optional.empty();
    private int brokenBursts;

    CandidateRecord(HandshakeParts parts, RecordProof proof, CableSession session, AttemptEntry entry, AttemptVoice voice, RelationReporter reporter) {
        this.parts = parts;
        this.proof = proof;
        this.session = session;
        this.entry = entry;
        this.voice = voice;
        this.reporter = reporter;
        this.uncertain = proof.isCandidateInDoubt();
        this.resumed = uncertain || entry.isOpen() && entry.candidate().isPresent();
    }

    /** {@link Round#AGAIN} if there is one, stored, that was made for this device. */
    Round ensure() {
        DeviceIdentity device = session.identity().orElseThrow();
        if (entry.candidate().filter(c -> parts.mint().fits(c, device)).isPresent()) {
            entry.saveIfChanged();
            return Round.AGAIN;
        }
        Answer<String> buid = parts.usbmuxd().systemBuid();
        if (!(buid instanceof Answer.Given<String> given)) {
            return Round.WAIT_USBMUXD;
        }
        try {
            entry.use(parts.mint().mint(device, given.value()));
            return Round.AGAIN;
        } catch (RecordMint.UnusableDeviceKey e) {
            return voice.over(Reason.UNRECOGNISED, Failed::new, "DevicePublicKey cannot be read");
        }
    }

    PairRecord record() {
        return entry.candidate().orElseThrow();
    }

    /**
     * The device has accepted it, with or without an escrow bag.
     *
     * @param offer  what it was offered for that
     * @param odd    why the tap before cannot have been a person's
     */
    Round accepted(Optional<byte[]> escrowBag, PairVerdict.Offer offer, Optional<ImpossibleTap> odd, DeviceGateway.Conversation conversation) {
        boolean signed = offer == PairVerdict.Offer.SIGNATURE;
        supervised = signed;
        oddTap = odd.filter(tap -> !signed);
        if (signed && escrowBag.isPresent()) {
            entry.noteNoAlert();
        }
        entry.use(escrowBag.map(record()::withEscrowBag).orElse(record()));
        Answer<DeviceGateway.Proof> answer = orAgain(conversation.prove(record(), session.identity().orElseThrow(), isSetupUnknown()));
        uncertain = answer instanceof Answer.None<DeviceGateway.Proof> none && none.trouble().isOfHost();
        boolean deferred = offer != PairVerdict.Offer.NOTHING && escrowBag.isEmpty();
        return answer.fold(this::trusted, (kind, text) -> notAccepted(Reason.ANSWER_NOT_ACCEPTED, text, deferred),
                trouble -> uncertain ? Round.GONE : notAccepted(whyNotAccepted(trouble), null, deferred));
    }

    /** A device that is supervised and locked accepts without an escrow bag and stores nothing. A watch never gives one, and its session works. */
    private Round notAccepted(Reason reason, String rawError, boolean deferred) {
        if (deferred && reason == Reason.ANSWER_NOT_ACCEPTED) {
            voice.locked(Reason.SUPERVISED_DEFERRED, null);
            return Round.WAIT_DEFERRED;
        }
        return voice.over(reason, Failed::new, rawError);
    }

    private static Reason whyNotAccepted(Trouble trouble) {
        return switch (trouble) {
            case SESSION_NOT_PROVEN -> Reason.SESSION_NOT_PROVEN;
            case KEY_CHANGED -> Reason.DEVICE_KEY_CHANGED;
            case NOT_ATTACHED, USBMUXD_DOWN, RESTORE_MODE, UNREACHABLE, SESSION_BROKEN, UNINTELLIGIBLE, STOPPED -> Reason.ANSWER_NOT_ACCEPTED;
        };
    }

    /** The device may have accepted it without our hearing so: the next burst begins with a session. */
    void doubt() {
        uncertain = entry.candidate().isPresent();
    }

    /** A session, if the device may have accepted it unheard; {@link Round#AGAIN} if it does not know it. */
    Round settleDoubt() {
        return uncertain ? parts.permits().with(this::settle) : Round.AGAIN;
    }

    private Round settle() {
        Answer<DeviceGateway.Proof> answer = orAgain(prove());
        ProofVerdict.Situation situation = new ProofVerdict.Situation(false, false, false, false, session.isPairAsked(), false, brokenBursts);
        uncertain = ProofVerdict.isLocked(answer);
        return answer.fold(this::trusted, (kind, text) -> on(ProofVerdict.onRefusal(kind, situation), text),
                trouble -> on(ProofVerdict.onTrouble(trouble, situation), null));
    }

    /** While nothing is known the doubt remains, and no {@code Pair} is sent. */
    private Round on(ProofVerdict verdict, String rawError) {
        return switch (verdict.course()) {
            case PAIR, REVOKED, UNPAIRED, DEFER -> Round.AGAIN;
            case FAIL -> voice.over(verdict.reason(), Failed::new, rawError);
            case TRY_AGAIN -> {
                uncertain = true;
                brokenBursts++;
                yield verdict.reason() == Reason.DEVICE_UNREACHABLE ? Round.WAIT_CONNECT : Round.WAIT_SESSION;
            }
            case WAIT_FOR_HOST, STOP -> {
                uncertain = true;
                yield Round.GONE;
            }
        };
    }

    private Answer<DeviceGateway.Proof> prove() {
        return parts.gateway().prove(session.attachment(), record(), isSetupUnknown());
    }

    /** A device that raises an alert is set up. */
    private boolean isSetupUnknown() {
        return !session.alertSeen();
    }

    /** Right after a tap a device may not be ready for sessions: a few tries, at once. */
    private Answer<DeviceGateway.Proof> orAgain(Answer<DeviceGateway.Proof> first) {
        Answer<DeviceGateway.Proof> answer = first;
        for (int left = PROOF_TRIES - 1; left > 0 && retryable(answer); left--) {
            answer = prove();
        }
        return answer;
    }

    private Round trusted(DeviceGateway.Proof shown) {
        if (supervised) {
            entry.noteNoAlert();
        }
        proof.becomeTrusted(session, entry.entry(), record(), shown, reporter, new Acceptance(whyTrusted(), oddTap));
        return Round.OVER;
    }

    private Reason whyTrusted() {
        if (supervised) {
            return Reason.SUPERVISED;
        }
        return session.alertSeen() || resumed ? Reason.USER_ACCEPTED : Reason.ACCEPTED_WITHOUT_ALERT;
    }

    private static boolean retryable(Answer<DeviceGateway.Proof> answer) {
        return answer instanceof Answer.None<DeviceGateway.Proof> none
                && (none.trouble() == Trouble.UNREACHABLE || none.trouble() == Trouble.SESSION_BROKEN);
    }
}
