package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.WifiSetRequested;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Rejection;
import java.util.Optional;

/**
 * What is done with a device while it is on the cable: a look, the proof of what is believed of it, and an attempt to pair it
 * unless that is held or the host is busy. What is put off goes on by itself. A device that is reached by network alone is
 * proven, never paired. Used by its lane only.
 */
final class CableWork {
    private final HandshakeParts parts;
    private final Lanes lanes;
    private final DeviceLane lane;
    private final LaneMailbox mailbox;
    private final RelationReporter reporter;
    private final RecordProof proof;
    private final IdleCommands idleCommands;
    private final Holds holds;
    private final LaneTools tools;
    private final PutOff putOff;
    private CableSession interrupted;
    private boolean attempting;

    CableWork(HandshakeParts parts, Lanes lanes, DeviceLane lane, LaneMailbox mailbox, LaneTools tools) {
        this.parts = parts;
        this.lanes = lanes;
        this.lane = lane;
        this.mailbox = mailbox;
        this.tools = tools;
        this.reporter = tools.reporter();
        this.proof = new RecordProof(parts);
        this.idleCommands = tools.idleCommands();
        this.holds = tools.holds();
        this.putOff = new PutOff(parts, lanes, lane, tools);
    }

    /** Does all there is to do now. False if this cable session is to be begun again at the next occasion. */
    boolean run(CableSession session) {
        tools.foreign().forget();
        reporter.beginSession();
        if (introduce(session) instanceof Answer.None<DeviceIdentity> none && none.trouble() == Answer.Trouble.RESTORE_MODE
                && !session.attachment().overNetwork()) {
            RestoreMode.say(parts, session, reporter);
            return true;
        }
        RecordProof.Ending proven = proof.prove(session, reporter, mailbox, message -> duringProof(session, message));
        if (proven == RecordProof.Ending.TRUSTED) {
            putOff.forget();
            session.accepted();
        }
        count(session, proven);
        if (proven == RecordProof.Ending.PAIR && session.attachment().overNetwork()) {
            reporter.rejectAll(Rejection.NEEDS_CABLE, null);
        } else if (proven == RecordProof.Ending.PAIR && !mailbox.isStopping()) {
            pairIfAsked(session);
        }
        putOff.untilRelease(session);
        return proven != RecordProof.Ending.HOST_NOT_READY && proven != RecordProof.Ending.INTERRUPTED;
    }

    private void pairIfAsked(CableSession session) {
        if (!mayAsk(session)) {
            reporter.rejectAll(Rejection.NO_RECORD, null);
        } else if (parts.vault().load(session.udid()).unpairing().isEmpty()) {
            pair(session);
        }
    }

    /** An attempt's own record that was accepted is no verification; neither is it that there is nothing to verify. */
    private void count(CableSession session, RecordProof.Ending proven) {
        boolean putOffNow = proven == RecordProof.Ending.HOST_NOT_READY || proven == RecordProof.Ending.INTERRUPTED;
        Optional<Verification.Outcome> outcome = putOffNow
                ? parts.vault().load(session.udid()).good().map(good -> Verification.Outcome.PUT_OFF)
                : reporter.newest().flatMap(Verification.Outcome::of);
        outcome.ifPresent(o -> parts.meter().verified(session.occasion().counted(), o));
    }

    /**
     * A look asks nobody, unless somebody has asked for that meanwhile, or it has found that trust is lost: then it goes on as at an
     * attach. After Don't Trust nobody is asked before the next attach, but by a command for that.
     */
    private boolean mayAsk(CableSession session) {
        return session.isPairAsked() || !isDenied(session) && isForTrust(session);
    }

    /**
     * Also before this service was started: the owner's no counts as long as usbmuxd has the device under the same number, and no
     * new cable was told of, as a usbmuxd that was started anew gives its numbers again.
     */
    private boolean isDenied(CableSession session) {
        return session.isDenied() || !session.occasion().isNewCable() && parts.vault().load(session.udid()).alerts().isDeniedOn(session.attachment().deviceId());
    }

    private boolean isForTrust(CableSession session) {
        return session.occasion().aim() == Occasion.Aim.TRUST || reporter.newest().filter(n -> n.status() == TrustStatus.REVOKED).isPresent();
    }

    /**
     * Somebody has given usbmuxd a record: another tool's is looked at. It may work, or have taken the place of what works. An
     * attempt that is open goes on after that, also if what ended it is gone again.
     */
    void recordSaved(CableSession last) {
        VaultEntry entry = parts.vault().load(last.udid());
        Optional<String> news = tools.foreign().news(last.attachment(), entry);
        if (news.isEmpty() && entry.open() && putOff.isEmpty()) {
            lane.begin(last.goesOn());
        }
        news.ifPresent(fingerprint -> {
            UnaskedAlert unasked = new UnaskedAlert(parts, last);
            lane.begin(entry.open() ? last.goesOn() : last.occasion().look());
            reporter.newest().ifPresent(unasked::judgeLook);
            tools.foreign().looked(fingerprint);
        });
    }

    private Answer<DeviceIdentity> introduce(CableSession session) {
        return parts.permits().with(() -> {
            try (DeviceGateway.Conversation conversation = parts.gateway().converse(session.attachment())) {
                Answer<DeviceIdentity> answer = conversation.introduce();
                if (answer instanceof Answer.Given<DeviceIdentity> given) {
                    session.introduced(given.value());
                }
                return answer;
            }
        });
    }

    /** While a proof waits for an unlock or a working session. */
    private boolean duringProof(CableSession session, LaneMessage.Commanded message) {
        if (Holds.isAboutHolds(message.command())) {
            holds.obey(message);
            return true;
        }
        if (isForbidden(message)) {
            reporter.reject(message, heldHow(), null);
            return true;
        }
        if (message.command() instanceof WifiSetRequested) {
            reporter.reject(message, Rejection.VERIFICATION_DEFERRED, null);
            return true;
        }
        if (idleCommands.isAboutTrust(message.command())) {
            if (message.command() instanceof PairingRequested) {
                session.askToPair();
            }
            reporter.answerWithNext(message);
            return true;
        }
        if (!idleCommands.interrupts(message)) {
            idleCommands.obeyBeside(message);
            return true;
        }
        interrupted = session;
        mailbox.putBack(message);
        return false;
    }

    /** Whether a hold forbids what this command asks for. */
    boolean isForbidden(LaneMessage.Commanded message) {
        PairingCommand command = message.command();
        return (command instanceof PairingRequested || command instanceof ApprovalGranted || command instanceof RecordAdoptRequested) && holds.isHeld();
    }

    /** What a command is told that a hold forbids. */
    Rejection heldHow() {
        return holds.rejection();
    }

    private void pair(CableSession session) {
        session.asksTheOwner();
        if (holds.isHeld()) {
            putOff.now(session, Reason.HELD, holds.rejection());
        } else if (reporter.isAsked() ? lanes.open(lane) : lanes.openOrWait(lane)) {
            attempt(session);
        } else {
            putOff.now(session, Reason.HOST_BUSY, Rejection.HOST_BUSY);
        }
    }

    private void attempt(CableSession session) {
        putOff.forget();
        attempting = true;
        try {
            UnaskedAlert unasked = new UnaskedAlert(parts, session);
            PairingAttempt attempt = new PairingAttempt(parts, proof, session, tools, mailbox);
            attempt.run();
            reporter.newest().ifPresent(unasked::judge);
            attempt.forLane().ifPresent(message -> endedBy(message, session));
            if (attempt.isParked()) {
                putOff.holdBack(session);
            }
        } finally {
            attempting = false;
            lanes.close(lane);
        }
    }

    /** What the command that is handled now has interrupted. */
    Optional<CableSession> takeInterrupted() {
        Optional<CableSession> before = Optional.ofNullable(interrupted);
        interrupted = null;
        return before;
    }

    /** Whether there is something to prove, or an attempt that is not ended. */
    boolean isStillWanted(CableSession before) {
        VaultEntry entry = parts.vault().load(before.udid());
        return entry.good().isPresent() || entry.open();
    }

    /** An attempt that a hold has ended stays open in the vault and goes on, with its record, after the release. */
    private void endedBy(LaneMessage.Commanded message, CableSession session) {
        if (Holds.isAboutHolds(message.command())) {
            putOff.keep(session, false);
        } else {
            interrupted = session;
        }
        mailbox.putBack(message);
    }

    /** A hold or a release, while no attempt is open. */
    void hold(LaneMessage.Commanded message) {
        holds.obey(message);
        followHold();
    }

    /** What is put off is held too, or goes on, if that has changed. */
    void followHold() {
        putOff.followHold();
    }

    /** There is a place for the attempt that was put off; if it is not wanted any more the next one gets it. */
    void takeTurn() {
        try {
            putOff.goOn();
        } finally {
            passTurn();
        }
    }

    /** Gives a place that was kept for this lane away. One that an attempt uses stays. */
    void passTurn() {
        if (!attempting) {
            lanes.close(lane);
        }
    }

    /** An attempt of before the start whose device is not there has ended with its cable; one that is held, once that is released. */
    void abandoned(Udid udid) {
        VaultEntry entry = parts.vault().load(udid);
        boolean isGone = parts.gateway().onCable(udid) instanceof Answer.None<Attachment> none && none.trouble() == Answer.Trouble.NOT_ATTACHED;
        if (entry.open() && isGone && !holds.isHeld()) {
            CableSession gone = new CableSession(new Attachment(udid, 0, false), Occasion.of(new LaneMessage.Listed(System.nanoTime())), Optional.empty());
            reporter.say(gone, entry.attempt(), Reason.DEVICE_DETACHED, Failed::new, f -> f);
            parts.vault().save(entry.endAttempt());
        }
    }

    /** The device is not on the cable any more: nothing waits for it. */
    void unplugged() {
        putOff.forget();
        interrupted = null;
        lanes.leave(lane);
    }
}
