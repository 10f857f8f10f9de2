package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.ProofVerdict.Course;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Proves what this host believes of a device, before anything else is done with it: a session with the stored record, a
 * value read inside. {@code Pair} is never used for that: in a new cable session it raises the alert even for a trusted host.
 */
final class RecordProof {
    private static final Logger LOG = Logger.getLogger(RecordProof.class);
    private static final Duration FIRST_DEFERRAL = Duration.ofSeconds(2);

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

    private final DeviceGateway gateway;
    private final UsbmuxdRecords usbmuxd;
    private final Vault vault;
    private final RecordMint mint;
    private final Permits permits;
    private final AttemptMeter meter;
    private final HandshakeSettings settings;
    private final Clock clock;

    RecordProof(HandshakeParts parts) {
        this.gateway = parts.gateway();
        this.usbmuxd = parts.usbmuxd();
        this.vault = parts.vault();
        this.mint = parts.mint();
        this.permits = parts.permits();
        this.meter = parts.meter();
        this.settings = parts.settings();
        this.clock = parts.clock();
    }

    /** Proves the record of an attempt that was cut off, then the good record, then one that usbmuxd alone has. */
    Ending prove(CableSession session, RelationReporter reporter, LaneSignals signals, LaneSignals.DuringAttempt during) {
        VaultEntry entry = vault.load(session.udid());
        if (entry.candidate().isPresent() && entry.open() && !entry.isHeld()) {
            Ending ending = proveCandidate(session, entry, reporter);
            if (ending != Ending.PAIR) {
                return ending;
            }
        }
        Optional<PairRecord> atUsbmuxd = usbmuxd.read(session.attachment()).fold(r -> r, (k, t) -> Optional.empty(), t -> Optional.empty());
        if (entry.good().isPresent()) {
            return proveGood(session, entry, atUsbmuxd, reporter, signals, during);
        }
        return atUsbmuxd.isPresent() ? adopt(session, entry, atUsbmuxd.get(), reporter, signals, during) : Ending.PAIR;
    }

    private Ending proveCandidate(CableSession session, VaultEntry entry, RelationReporter reporter) {
        PairRecord candidate = entry.candidate().orElseThrow();
        if (session.identity().isPresent() && !mint.fits(candidate, session.identity().get())) {
            return Ending.PAIR;
        }
        Answer<DeviceGateway.Proof> answer = session(session, candidate, true);
        return answer.fold(
                proof -> {
                    becomeTrusted(session, entry, candidate, proof, reporter, Reason.USER_ACCEPTED);
                    return Ending.TRUSTED;
                },
                (kind, text) -> Ending.PAIR,
                trouble -> hostTrouble(trouble) ? Ending.HOST_NOT_READY : Ending.PAIR);
    }

    /** The record has just been accepted and proven: it takes the old one's place everywhere, then it is said. */
    void becomeTrusted(CableSession session, VaultEntry entry, PairRecord record, DeviceGateway.Proof proof, RelationReporter reporter, Reason reason) {
        boolean provisional = proof.setupDone().map(done -> !done).orElse(false);
        VaultEntry.GoodRecord good = new VaultEntry.GoodRecord(record, RecordFacts.Origin.PAIRED, clock.instant(), provisional, false);
        save(entry.proven(good));
        giveToUsbmuxd(session, record);
        Timings timings = session.timings(System.nanoTime(), true);
        reporter.say(session, entry.attempt(), provisional ? Reason.SETUP_ASSISTANT : reason, Trusted::new,
                f -> f.withRecord(good.facts()).withTimings(timings));
        meter.ended(TrustStatus.TRUSTED, session.sinceCable(System.nanoTime()));
    }

    private Ending proveGood(CableSession session, VaultEntry entry, Optional<PairRecord> atUsbmuxd, RelationReporter reporter,
            LaneSignals signals, LaneSignals.DuringAttempt during) {
        VaultEntry.GoodRecord good = entry.good().orElseThrow();
        Duration deferral = FIRST_DEFERRAL;
        int broken = 0;
        for (;;) {
            Answer<DeviceGateway.Proof> answer = keyChanged(session, good.record())
                    ? new Answer.None<>(Trouble.KEY_CHANGED)
                    : session(session, good.record(), false);
            if (answer instanceof Answer.Given<DeviceGateway.Proof>) {
                stillTrusted(session, entry, good, atUsbmuxd, reporter);
                return Ending.TRUSTED;
            }
            ProofVerdict.Situation situation = situation(session, entry, atUsbmuxd, broken);
            ProofVerdict verdict = answer.fold(p -> null, (k, t) -> ProofVerdict.onRefusal(k, situation), t -> ProofVerdict.onTrouble(t, situation));
            String raw = answer.fold(p -> null, (k, t) -> t, t -> null);
            switch (verdict.course()) {
                case REVOKED, UNPAIRED -> {
                    Optional<PairRecord> other = atUsbmuxd.filter(r -> !r.fingerprint().equals(good.record().fingerprint()));
                    if (other.isPresent() && adopts(session, entry, other.get(), reporter)) {
                        return Ending.TRUSTED;
                    }
                    return forgotten(session, entry, verdict, raw, reporter);
                }
                case PAIR -> {
                    return Ending.PAIR;
                }
                case DEFER -> {
                    reporter.rejectAll(Rejection.VERIFICATION_DEFERRED, raw);
                    if (!waitAndDrain(deferral, signals, during)) {
                        return Ending.INTERRUPTED;
                    }
                    deferral = min(deferral.multipliedBy(2), settings.deferPollMax());
                }
                case TRY_AGAIN -> {
                    broken++;
                    if (!waitAndDrain(settings.sessionRetry(), signals, during)) {
                        return Ending.INTERRUPTED;
                    }
                }
                case FAIL -> {
                    reporter.say(session, entry.attempt(), verdict.reason(), Failed::new, f -> f.withRawError(raw).withRecord(good.facts()));
                    return Ending.OVER;
                }
                case WAIT_FOR_HOST, STOP -> {
                    return Ending.HOST_NOT_READY;
                }
            }
            if (gateway.find(session.udid()) instanceof Answer.None<Attachment>) {
                return Ending.HOST_NOT_READY;
            }
        }
    }

    private void stillTrusted(CableSession session, VaultEntry entry, VaultEntry.GoodRecord good, Optional<PairRecord> atUsbmuxd, RelationReporter reporter) {
        VaultEntry.GoodRecord proven = good.provenAt(clock.instant());
        save(entry.proven(proven));
        Reason reason = Reason.ALREADY_TRUSTED;
        if (atUsbmuxd.isEmpty()) {
            giveToUsbmuxd(session, good.record());
            reason = Reason.RESTORED;
        } else if (!atUsbmuxd.get().fingerprint().equals(good.record().fingerprint())) {
            reason = Reason.RECORD_REPLACED;
        }
        reporter.say(session, entry.attempt(), reason, Verified::new, f -> f.withRecord(proven.facts()));
    }

    private Ending forgotten(CableSession session, VaultEntry entry, ProofVerdict verdict, String raw, RelationReporter reporter) {
        if (verdict.course() == Course.UNPAIRED) {
            save(entry.unpaired());
            reporter.say(session, entry.attempt(), verdict.reason(), Unpaired::new, f -> f.withRawError(raw));
            return Ending.OVER;
        }
        save(entry.revoked());
        RecordFacts record = entry.good().orElseThrow().facts();
        reporter.say(session, entry.attempt(), verdict.reason(), Revoked::new, f -> f.withRawError(raw).withRecord(record));
        return Ending.PAIR;
    }

    private Ending adopt(CableSession session, VaultEntry entry, PairRecord found, RelationReporter reporter, LaneSignals signals, LaneSignals.DuringAttempt during) {
        Duration deferral = FIRST_DEFERRAL;
        for (;;) {
            Answer<DeviceGateway.Proof> answer = session(session, found, false);
            if (answer instanceof Answer.Given<DeviceGateway.Proof>) {
                adopted(session, entry, found, reporter);
                return Ending.TRUSTED;
            }
            boolean locked = answer.fold(p -> false, (k, t) -> k == DeviceErrorKind.PASSWORD_PROTECTED || k == DeviceErrorKind.DEVICE_LOCKED || k == DeviceErrorKind.ESCROW_LOCKED, t -> false);
            if (!locked) {
                boolean host = answer.fold(p -> false, (k, t) -> false, RecordProof::hostTrouble);
                return host ? Ending.HOST_NOT_READY : Ending.PAIR;
            }
            reporter.rejectAll(Rejection.VERIFICATION_DEFERRED, null);
            if (!waitAndDrain(deferral, signals, during)) {
                return Ending.INTERRUPTED;
            }
            deferral = min(deferral.multipliedBy(2), settings.deferPollMax());
        }
    }

    private boolean adopts(CableSession session, VaultEntry entry, PairRecord other, RelationReporter reporter) {
        boolean works = session(session, other, false) instanceof Answer.Given<DeviceGateway.Proof>;
        if (works) {
            adopted(session, entry, other, reporter);
        }
        return works;
    }

    private void adopted(CableSession session, VaultEntry entry, PairRecord record, RelationReporter reporter) {
        VaultEntry.GoodRecord good = new VaultEntry.GoodRecord(record, RecordFacts.Origin.ADOPTED, clock.instant(), false, false);
        save(entry.proven(good));
        LOG.infof("a record of another tool works and is adopted udid=%s", session.udid());
        reporter.say(session, entry.attempt(), Reason.ADOPTED, Verified::new, f -> f.withRecord(good.facts()));
    }

    private void save(VaultEntry entry) {
        vault.save(entry.over(vault.load(entry.udid())));
    }

    private Answer<DeviceGateway.Proof> session(CableSession session, PairRecord record, boolean askForSetup) {
        return permits.with(() -> gateway.prove(session.attachment(), record, askForSetup));
    }

    private boolean keyChanged(CableSession session, PairRecord record) {
        return session.identity().map(device -> !mint.fits(record, device)).orElse(false);
    }

    private void giveToUsbmuxd(CableSession session, PairRecord record) {
        Answer<Boolean> saved = usbmuxd.save(session.attachment(), record);
        if (!(saved instanceof Answer.Given<Boolean>)) {
            LOG.warnf("usbmuxd did not take the record; other tools on this host will ask again udid=%s", session.udid());
        }
    }

    private ProofVerdict.Situation situation(CableSession session, VaultEntry entry, Optional<PairRecord> atUsbmuxd, int broken) {
        VaultEntry.GoodRecord good = entry.good().orElseThrow();
        Duration idle = Duration.between(good.provenAt(), Instant.now(clock));
        return new ProofVerdict.Situation(!good.revoked(), good.provisional(), atUsbmuxd.isEmpty(), entry.unpairing().isPresent(),
                session.isPairAsked() || isUnderWay(session, entry), idle, broken);
    }

    /** An attempt with the device's new key began before, on a command, and was cut off. */
    private boolean isUnderWay(CableSession session, VaultEntry entry) {
        return entry.open() && session.identity().isPresent() && entry.candidate().filter(c -> mint.fits(c, session.identity().get())).isPresent();
    }

    private static boolean waitAndDrain(Duration time, LaneSignals signals, LaneSignals.DuringAttempt during) {
        boolean quiet = signals.pause(time);
        return !signals.isStopping() && (quiet || signals.drain(during));
    }

    private static boolean hostTrouble(Trouble trouble) {
        return trouble == Trouble.NOT_ATTACHED || trouble == Trouble.USBMUXD_DOWN || trouble == Trouble.STOPPED;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
