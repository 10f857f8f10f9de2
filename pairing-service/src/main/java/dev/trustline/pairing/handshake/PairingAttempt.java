package dev.trustline.pairing.handshake;

import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.command.WifiSetRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.util.Optional;

/**
 * One attempt to pair one device, from the host's consent to the proven record. It goes round: one burst of protocol work
 * under a permit, then a wait without one.
 *
 * <pre>
 *   find ─▶ settle a doubt ─▶ introduce ─▶ consent ─▶ record ─▶ listen for the tap ─▶ Pair ─▶ prove ─▶ trusted
 *    ▲                            │           │         │                              │
 *    └──────── a wait ◀───────────┴───────────┴─────────┴──────────────────────────────┴──▶ over
 * </pre>
 *
 * The same record is used in every round, whatever happens to the cable; the tap is listened for before the first
 * {@code Pair}, so it cannot be missed. Used by its lane only.
 */
final class PairingAttempt implements LaneSignals.DuringAttempt {
    private final HandshakeParts parts;
    private final CableSession session;
    private final RelationReporter reporter;
    private final LaneSignals signals;
    private final Holds holds;
    private final IdleCommands idleCommands;
    private final ForeignRecord foreign;
    private final HostConsent consent;
    private final CandidateRecord candidate;
    private final PairAsking asking;
    private final PairReplies replies;
    private final AttemptWaits waits;
    private Optional<LaneMessage.Commanded> forLane = Optional.empty();
    private boolean parked;

    PairingAttempt(HandshakeParts parts, RecordProof proof, CableSession session, LaneTools tools, LaneSignals signals) {
        this.parts = parts;
        this.session = session;
        this.reporter = tools.reporter();
        this.signals = signals;
        this.holds = tools.holds();
        this.idleCommands = tools.idleCommands();
        this.foreign = tools.foreign();
        AttemptEntry entry = new AttemptEntry(parts.vault(), session.udid());
        AttemptVoice voice = new AttemptVoice(session, entry, reporter, parts.meter());
        this.consent = new HostConsent(parts.consent(), session, entry, voice, reporter);
        this.candidate = new CandidateRecord(parts, proof, session, entry, voice, reporter);
        this.asking = new PairAsking(parts.supervision());
        this.replies = new PairReplies(parts.settings(), session, entry, voice, candidate, asking);
        this.waits = new AttemptWaits(parts, session, voice, replies, candidate, signals, this);
    }

    /**
     * Goes round until there is nothing more to do in this cable session. If the service is being stopped the attempt is
     * parked: it stays open in the vault and goes on, with the same record, when the service is back.
     */
    void run() {
        try (waits) {
            Round round;
            do {
                round = round();
            } while (round != Round.OVER && !signals.isStopping() && waits.after(round));
        }
    }

    /** The command that ended this attempt, for the lane to handle; empty if none did. */
    Optional<LaneMessage.Commanded> forLane() {
        return forLane;
    }

    /** Whether a hold of the whole host has ended it: it stays open in the vault and goes on, with its record, after the release. */
    boolean isParked() {
        return parked;
    }

    private Round round() {
        if (!hostHoldChanged()) {
            return Round.OVER;
        }
        Answer<Attachment> found = parts.gateway().onCable(session.udid());
        return found.fold(this::roundWith, (k, t) -> Round.GONE, trouble -> trouble == Trouble.USBMUXD_DOWN ? Round.WAIT_USBMUXD : Round.GONE);
    }

    private Round roundWith(Attachment attachment) {
        if (attachment.deviceId() != session.attachment().deviceId()) {
            session.movedTo(attachment);
            waits.close();
        }
        Round settled = candidate.settleDoubt();
        if (settled != Round.AGAIN) {
            return settled;
        }
        return parts.permits().with(() -> {
            try (DeviceGateway.Conversation conversation = parts.gateway().converse(session.attachment())) {
                return talk(conversation);
            }
        });
    }

    private Round talk(DeviceGateway.Conversation conversation) {
        if (session.identity().isEmpty()) {
            Answer<DeviceIdentity> answer = conversation.introduce();
            if (!(answer instanceof Answer.Given<DeviceIdentity> given)) {
                return answer.fold(i -> Round.AGAIN, replies::onRefusal, replies::onTrouble);
            }
            session.introduced(given.value());
        }
        Round consented = consent.ask();
        if (consented != Round.AGAIN) {
            return consented;
        }
        Round ensured = candidate.ensure();
        if (ensured != Round.AGAIN) {
            return ensured;
        }
        if (!hostHoldChanged()) {
            return Round.OVER;
        }
        waits.listen(conversation);
        return replies.onPair(asking.ask(conversation, candidate.record()), conversation);
    }

    @Override
    public boolean hostHoldChanged() {
        parked = holds.isHostHeld();
        return !parked;
    }

    @Override
    public boolean commanded(LaneMessage.Commanded message) {
        PairingCommand command = message.command();
        if (command instanceof PairingRequested && consent.isCapped()) {
            session.askToPair();
            reporter.answerWithNext(message);
            waits.endThisOne();
            return true;
        }
        if (command instanceof PairingRequested) {
            reporter.answerWithNewest(message);
            return true;
        }
        if (command instanceof ApprovalGranted granted) {
            if (consent.granted(message, granted)) {
                waits.endThisOne();
            }
            return true;
        }
        if (command instanceof ApprovalRefused refused) {
            return consent.refused(message, refused);
        }
        if (command instanceof HoldRequested || idleCommands.interrupts(message)) {
            forLane = Optional.of(message);
            return false;
        }
        if (Holds.isAboutHolds(command)) {
            holds.obey(message);
            return true;
        }
        boolean needsRecord = command instanceof VerificationRequested || command instanceof UnpairRequested || command instanceof WifiSetRequested;
        if (idleCommands.wasDone(message)) {
            reporter.answerWithNewest(message);
        } else if (needsRecord) {
            reporter.reject(message, Rejection.NO_RECORD, null);
        } else {
            idleCommands.obeyBeside(message);
        }
        return true;
    }

    /**
     * While the host's consent is awaited another tool may have got its own record accepted. Once the alert is up nothing is
     * disturbed: the device tells of the tap, and then accepts this attempt's record too.
     */
    @Override
    public boolean endsWithRecordSaved() {
        return !consent.isGiven() && foreign.news(session.attachment(), parts.vault().load(session.udid())).isPresent();
    }
}
