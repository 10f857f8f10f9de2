package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.AwaitingApproval;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.AwaitingUnlock;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Prohibited;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.TimedOut;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.TapWatch.Wake;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One attempt to pair one device, from the host's consent to the proven record. It goes round: one burst of protocol work
 * under a permit, then a wait without one. The same record is used in every round, whatever happens to the cable; the tap is
 * listened for before the first {@code Pair}, so it cannot be missed. Used by its lane only.
 */
final class PairingAttempt implements LaneSignals.DuringAttempt {
    private static final Duration USBMUXD_PAUSE = Duration.ofSeconds(1);
    private static final Duration ANSWER_RETRY = Duration.ofMillis(200);
    private static final int PROOF_TRIES = 3;
    private static final double JITTER = 0.2;

    /** How an attempt ended. */
    enum Ending {
        /** It is said how. */
        OVER,
        /** The service is being stopped: the attempt goes on when it is back, with the same record. */
        PARKED,
        /** A command ends it; the lane handles that command. */
        GIVEN_UP
    }

    private enum Round {
        AGAIN, WAIT_TAP, WAIT_UNLOCK, WAIT_APPROVAL, WAIT_CONNECT, WAIT_USBMUXD, GONE, OVER
    }

    private final DeviceGateway gateway;
    private final UsbmuxdRecords usbmuxd;
    private final Vault vault;
    private final RecordMint mint;
    private final ConsentPolicy consent;
    private final HandshakeSettings settings;
    private final Permits permits;
    private final RecordProof proof;
    private final CableSession session;
    private final RelationReporter reporter;
    private final LaneSignals signals;

    private final boolean resumed;
    private VaultEntry entry;
    private boolean unsaved;
    private boolean allowed;
    private boolean candidateUncertain;
    private TapWatch watch;
    private long lockedSince;
    private int recordRefusals;
    private int connectFailures;
    private boolean reconnected;
    private boolean timedOut;
    private Optional<LaneMessage.Commanded> forLane = Optional.empty();

    PairingAttempt(HandshakeParts parts, RecordProof proof, CableSession session, RelationReporter reporter, LaneSignals signals) {
        this.gateway = parts.gateway();
        this.usbmuxd = parts.usbmuxd();
        this.vault = parts.vault();
        this.mint = parts.mint();
        this.consent = parts.consent();
        this.settings = parts.settings();
        this.permits = parts.permits();
        this.proof = proof;
        this.session = session;
        this.reporter = reporter;
        this.signals = signals;
        this.entry = vault.load(session.udid());
        this.resumed = entry.open() && entry.candidate().isPresent();
    }

    /** Goes round until there is nothing more to do in this cable session. */
    Ending run() {
        try {
            for (;;) {
                Round round = round();
                if (round == Round.OVER) {
                    return Ending.OVER;
                }
                if (signals.isStopping()) {
                    return Ending.PARKED;
                }
                if (!waitFor(round)) {
                    return signals.isStopping() ? Ending.PARKED : forLane.isPresent() ? Ending.GIVEN_UP : Ending.OVER;
                }
            }
        } finally {
            closeWatch();
        }
    }

    /** The command that ended this attempt, for the lane to handle. */
    Optional<LaneMessage.Commanded> forLane() {
        return forLane;
    }

    private Round round() {
        Answer<Attachment> found = gateway.find(session.udid());
        return found.fold(this::roundWith, (k, t) -> Round.GONE, trouble -> trouble == Trouble.USBMUXD_DOWN ? Round.WAIT_USBMUXD : Round.GONE);
    }

    private Round roundWith(Attachment attachment) {
        if (attachment.deviceId() != session.attachment().deviceId()) {
            session.movedTo(attachment);
            closeWatch();
        }
        if (candidateUncertain) {
            Round round = settleCandidate();
            if (round != Round.AGAIN) {
                return round;
            }
        }
        return permits.with(() -> {
            try (DeviceGateway.Conversation conversation = gateway.converse(session.attachment())) {
                return talk(conversation);
            }
        });
    }

    private Round talk(DeviceGateway.Conversation conversation) {
        if (session.identity().isEmpty()) {
            Answer<DeviceIdentity> answer = conversation.introduce();
            if (!(answer instanceof Answer.Given<DeviceIdentity> given)) {
                return answer.fold(i -> Round.AGAIN, this::onRefusal, this::onTrouble);
            }
            session.introduced(given.value());
        }
        if (!allowed) {
            Round consented = askHost();
            if (consented != Round.AGAIN) {
                return consented;
            }
        }
        Optional<Round> noRecord = ensureCandidate();
        if (noRecord.isPresent()) {
            return noRecord.get();
        }
        ensureWatch(conversation);
        return onPairAnswer(conversation.pair(entry.candidate().orElseThrow()));
    }

    private Round askHost() {
        ConsentPolicy.Decision decision = consent.decide(session.udid(), session.identity().orElseThrow().facts());
        beginAttemptNumber();
        return switch (decision.say()) {
            case ALLOW -> {
                allow(decision.rule());
                yield Round.AGAIN;
            }
            case ASK -> {
                save();
                reporter.decidedBy(decision.rule());
                sayOnce(Reason.POLICY_ASKS, AwaitingApproval::new, UnaryOperator.identity());
                yield Round.WAIT_APPROVAL;
            }
            case REFUSE -> {
                reporter.decidedBy(decision.rule());
                end(Reason.APPROVAL_REFUSED, Denied::new, UnaryOperator.identity());
                yield Round.OVER;
            }
        };
    }

    private void allow(String who) {
        allowed = true;
        reporter.decidedBy(who);
    }

    /** The number rises when an attempt begins, not when its alert does: an approval answers a number. */
    private void beginAttemptNumber() {
        if (!entry.open()) {
            entry = entry.beginAttempt();
            unsaved = true;
        }
    }

    /** Commands may have been answered meanwhile: what is known of them comes from the vault. */
    private void save() {
        entry = entry.withDoneCommands(vault.load(entry.udid()).doneCommands());
        vault.save(entry);
        unsaved = false;
    }

    private Optional<Round> ensureCandidate() {
        DeviceIdentity device = session.identity().orElseThrow();
        if (entry.candidate().filter(c -> mint.fits(c, device)).isPresent()) {
            if (unsaved) {
                save();
            }
            return Optional.empty();
        }
        Answer<String> buid = usbmuxd.systemBuid();
        if (!(buid instanceof Answer.Given<String> given)) {
            return Optional.of(Round.WAIT_USBMUXD);
        }
        try {
            PairRecord record = mint.mint(device, given.value());
            entry = entry.withCandidate(record);
            save();
            return Optional.empty();
        } catch (RecordMint.UnusableDeviceKey e) {
            end(Reason.UNRECOGNISED, Failed::new, f -> f.withRawError("DevicePublicKey cannot be read"));
            return Optional.of(Round.OVER);
        }
    }

    private void ensureWatch(DeviceGateway.Conversation conversation) {
        if (watch == null && conversation.watchForTap() instanceof Answer.Given<TapWatch> given) {
            watch = given.value();
        }
    }

    private Round onPairAnswer(Answer<Optional<byte[]>> answer) {
        if (answer instanceof Answer.Given<Optional<byte[]>> accepted) {
            return accepted(accepted.value());
        }
        return answer.fold(a -> Round.AGAIN, this::onRefusal, trouble -> {
            candidateUncertain = true;
            return onTrouble(trouble);
        });
    }

    private Round accepted(Optional<byte[]> escrowBag) {
        connectFailures = 0;
        PairRecord record = entry.candidate().orElseThrow();
        entry = entry.withCandidate(escrowBag.map(record::withEscrowBag).orElse(record));
        save();
        Round settled = settleCandidate();
        if (settled != Round.AGAIN) {
            return settled;
        }
        end(Reason.ANSWER_NOT_ACCEPTED, Failed::new, UnaryOperator.identity());
        return Round.OVER;
    }

    /** A session with the candidate: AGAIN if the device does not know it. */
    private Round settleCandidate() {
        PairRecord record = entry.candidate().orElseThrow();
        Answer<DeviceGateway.Proof> answer = new Answer.None<>(Trouble.UNREACHABLE);
        for (int tries = 0; tries < PROOF_TRIES && retryable(answer); tries++) {
            answer = gateway.prove(session.attachment(), record, !session.alertSeen());
        }
        candidateUncertain = false;
        return answer.fold(
                shown -> {
                    Reason reason = session.alertSeen() || resumed ? Reason.USER_ACCEPTED : Reason.ACCEPTED_WITHOUT_ALERT;
                    proof.becomeTrusted(session, entry, record, shown, reporter, reason);
                    return Round.OVER;
                },
                (kind, text) -> Round.AGAIN,
                trouble -> {
                    candidateUncertain = trouble == Trouble.NOT_ATTACHED || trouble == Trouble.USBMUXD_DOWN || trouble == Trouble.STOPPED;
                    return candidateUncertain ? Round.GONE : Round.AGAIN;
                });
    }

    private static boolean retryable(Answer<DeviceGateway.Proof> answer) {
        return answer instanceof Answer.None<DeviceGateway.Proof> none
                && (none.trouble() == Trouble.UNREACHABLE || none.trouble() == Trouble.SESSION_BROKEN);
    }

    private Round onRefusal(dev.trustline.lockdown.error.DeviceErrorKind kind, String text) {
        connectFailures = 0;
        Duration lockedFor = lockedSince == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lockedSince);
        PairVerdict verdict = PairVerdict.on(kind, new PairVerdict.Situation(session.alertSeen(), lockedFor, recordRefusals, reconnected));
        return switch (verdict.course()) {
            case WAIT_FOR_TAP -> {
                lockedSince = 0;
                session.alertUp(System.nanoTime());
                sayOnce(verdict.reason(), AwaitingTrust::new, f -> f.withRawError(text).withTimings(session.timings(System.nanoTime(), false)));
                yield Round.WAIT_TAP;
            }
            case WAIT_FOR_UNLOCK -> {
                lockedSince = lockedSince == 0 ? System.nanoTime() : lockedSince;
                sayOnce(verdict.reason(), AwaitingUnlock::new, f -> f.withRawError(text));
                yield Round.WAIT_UNLOCK;
            }
            case DENY -> over(verdict.reason(), Denied::new, text);
            case PROHIBIT -> over(verdict.reason(), Prohibited::new, text);
            case RENEW_RECORD -> {
                recordRefusals++;
                entry = entry.withoutCandidate();
                yield Round.AGAIN;
            }
            case RECONNECT -> {
                reconnected = true;
                yield Round.AGAIN;
            }
            case FAIL -> over(verdict.reason(), Failed::new, text);
        };
    }

    private Round onTrouble(Trouble trouble) {
        return switch (trouble) {
            case NOT_ATTACHED -> Round.GONE;
            case USBMUXD_DOWN -> Round.WAIT_USBMUXD;
            case STOPPED -> Round.WAIT_CONNECT;
            case UNREACHABLE, SESSION_BROKEN, SESSION_NOT_PROVEN, KEY_CHANGED, UNINTELLIGIBLE -> {
                connectFailures++;
                yield connectFailures > settings.connectRetries() ? over(Reason.DEVICE_UNREACHABLE, Failed::new, null) : Round.WAIT_CONNECT;
            }
        };
    }

    private boolean waitFor(Round round) {
        return switch (round) {
            case AGAIN -> true;
            case WAIT_TAP -> waitForTap();
            case WAIT_UNLOCK -> pause(settings.unlockPoll());
            case WAIT_APPROVAL -> pause(Duration.ofHours(1));
            case WAIT_CONNECT -> pause(settings.connectRetry().multipliedBy(1L << Math.min(connectFailures, 6)));
            case WAIT_USBMUXD -> pause(USBMUXD_PAUSE);
            case GONE -> waitForCable();
            case OVER -> false;
        };
    }

    private boolean waitForTap() {
        Duration poll = settings.alertPoll().map(PairingAttempt::jittered).orElse(settings.promptTimeout());
        Duration wait = timedOut ? poll : min(poll, untilTimeOut());
        Wake wake = watch == null ? (signals.pause(wait) ? Wake.TIME_UP : Wake.ENDED) : signals.pauseForTap(watch, wait);
        switch (wake) {
            case TAPPED -> session.tapped(System.nanoTime());
            case TIME_UP -> sayIfTimedOut();
            case ENDED -> closeWatch();
            case STOPPED -> {
                return false;
            }
        }
        return signals.drain(this) && (wake != Wake.TIME_UP || settings.alertPoll().isPresent() || waitForTap());
    }

    private Duration untilTimeOut() {
        Duration left = settings.promptTimeout().minusMillis(session.sinceAlertMs(System.nanoTime()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void sayIfTimedOut() {
        if (!timedOut && untilTimeOut().isZero()) {
            timedOut = true;
            say(Reason.DIALOG_UNANSWERED, TimedOut::new, UnaryOperator.identity());
        }
    }

    private boolean pause(Duration time) {
        signals.pause(time);
        return !signals.isStopping() && signals.drain(this);
    }

    /** Some devices re-enumerate after the tap: that is no unplugging yet. */
    private boolean waitForCable() {
        closeWatch();
        long end = System.nanoTime() + settings.detachGrace().toNanos();
        while (System.nanoTime() < end && !signals.isStopping()) {
            signals.pause(Duration.ofNanos(Math.min(end - System.nanoTime(), ANSWER_RETRY.toNanos())));
            if (!signals.drain(this)) {
                return false;
            }
            if (gateway.find(session.udid()) instanceof Answer.Given<Attachment>) {
                candidateUncertain = entry.candidate().isPresent();
                return true;
            }
        }
        if (!signals.isStopping()) {
            end(Reason.DEVICE_DETACHED, Failed::new, UnaryOperator.identity());
        }
        return false;
    }

    @Override
    public boolean commanded(LaneMessage.Commanded message) {
        PairingCommand command = message.command();
        if (command instanceof PairingRequested) {
            reporter.answerWithNewest(message);
            return true;
        }
        if (command instanceof ApprovalGranted granted) {
            return answered(message, granted.attempt(), () -> {
                reporter.answerWithNext(message);
                allow("person:" + granted.requestedBy());
            });
        }
        if (command instanceof ApprovalRefused refused) {
            return answered(message, refused.attempt(), () -> {
                reporter.answerWithNext(message);
                reporter.decidedBy("person:" + refused.requestedBy());
                end(Reason.APPROVAL_REFUSED, Denied::new, UnaryOperator.identity());
            }) && entry.open();
        }
        if (command instanceof VerificationRequested) {
            reporter.reject(message, Rejection.NO_RECORD, null);
            return true;
        }
        if (command instanceof UnpairRequested) {
            forLane = Optional.of(message);
            return false;
        }
        reporter.reject(message, Rejection.NOT_SUPPORTED, null);
        return true;
    }

    private boolean answered(LaneMessage.Commanded message, int attempt, Runnable act) {
        if (allowed || attempt != entry.attempt()) {
            reporter.reject(message, Rejection.WRONG_ATTEMPT, null);
        } else {
            act.run();
        }
        return true;
    }

    private Round over(Reason reason, Function<ResultFacts, RelationResult> kind, String raw) {
        end(reason, kind, f -> raw == null ? f : f.withRawError(raw));
        return Round.OVER;
    }

    private void end(Reason reason, Function<ResultFacts, RelationResult> kind, UnaryOperator<ResultFacts> details) {
        entry = entry.endAttempt();
        save();
        say(reason, kind, f -> details.apply(f.withTimings(session.timings(System.nanoTime(), false))));
    }

    private void sayOnce(Reason reason, Function<ResultFacts, RelationResult> kind, UnaryOperator<ResultFacts> details) {
        boolean same = reporter.newest()
                .filter(n -> n.facts().reason() == reason && n.facts().attempt() == entry.attempt())
                .isPresent();
        if (!same && !(timedOut && reason == Reason.DIALOG_SHOWN)) {
            say(reason, kind, details);
        }
    }

    private void say(Reason reason, Function<ResultFacts, RelationResult> kind, UnaryOperator<ResultFacts> details) {
        reporter.say(session, entry.attempt(), reason, kind, details);
    }

    private void closeWatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private static Duration jittered(Duration poll) {
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofMillis((long) (poll.toMillis() * factor));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
