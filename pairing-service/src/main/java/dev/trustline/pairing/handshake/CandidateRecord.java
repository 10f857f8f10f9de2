package dev.trustline.pairing.handshake;

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

    CandidateRecord(HandshakeParts parts, RecordProof proof, CableSession session, AttemptEntry entry, AttemptVoice voice, RelationReporter reporter) {
        this.parts = parts;
        this.proof = proof;
        this.session = session;
        this.entry = entry;
        this.voice = voice;
        this.reporter = reporter;
        this.resumed = entry.isOpen() && entry.candidate().isPresent();
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

    /** The device has accepted it, with or without an escrow bag. */
    Round accepted(Optional<byte[]> escrowBag, DeviceGateway.Conversation conversation) {
        entry.use(escrowBag.map(record()::withEscrowBag).orElse(record()));
        Round settled = settle(conversation.prove(record(), session.identity().orElseThrow(), isSetupUnknown()), PROOF_TRIES - 1);
        return settled == Round.AGAIN ? voice.over(Reason.ANSWER_NOT_ACCEPTED, Failed::new, null) : settled;
    }

    /** The device may have accepted it without our hearing so: the next burst begins with a session. */
    void doubt() {
        uncertain = entry.candidate().isPresent();
    }

    /** A session, if the device may have accepted it unheard; {@link Round#AGAIN} if it does not know it. */
    Round settleDoubt() {
        return uncertain ? settle(prove(), PROOF_TRIES - 1) : Round.AGAIN;
    }

    private Answer<DeviceGateway.Proof> prove() {
        return parts.gateway().prove(session.attachment(), record(), isSetupUnknown());
    }

    /** A device that raises an alert is set up. */
    private boolean isSetupUnknown() {
        return !session.alertSeen();
    }

    private Round settle(Answer<DeviceGateway.Proof> first, int moreTries) {
        PairRecord record = record();
        Answer<DeviceGateway.Proof> answer = first;
        for (int left = moreTries; left > 0 && retryable(answer); left--) {
            answer = prove();
        }
        uncertain = false;
        return answer.fold(shown -> trusted(record, shown), (kind, text) -> Round.AGAIN, this::unsettled);
    }

    private Round trusted(PairRecord record, DeviceGateway.Proof shown) {
        Reason reason = session.alertSeen() || resumed ? Reason.USER_ACCEPTED : Reason.ACCEPTED_WITHOUT_ALERT;
        proof.becomeTrusted(session, entry.entry(), record, shown, reporter, reason);
        return Round.OVER;
    }

    private Round unsettled(Trouble trouble) {
        uncertain = trouble.isOfHost();
        return uncertain ? Round.GONE : Round.AGAIN;
    }

    private static boolean retryable(Answer<DeviceGateway.Proof> answer) {
        return answer instanceof Answer.None<DeviceGateway.Proof> none
                && (none.trouble() == Trouble.UNREACHABLE || none.trouble() == Trouble.SESSION_BROKEN);
    }
}
