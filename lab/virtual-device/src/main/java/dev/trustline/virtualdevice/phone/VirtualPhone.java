package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.time.Timeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One iPhone's decisions: who may pair, what the screen shows, whom it trusts. Consent and denial belong to the cable
 * session; records outlive it. Thread-safe; no method waits for a peer.
 */
public final class VirtualPhone {
    private static final int ESCROW_BAG_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PhoneIdentity identity;
    private final Personality personality;
    private final Timeline timeline;
    private final PhoneSurroundings surroundings;
    private final TrustAlert alert;
    private final AnswerEffects answers;
    private final AuthenticationSheet sheet;
    private final Taps taps;
    private final TrustedRecords records = new TrustedRecords();

    private LockState lock;
    private CableSession session;
    private PairCounts pairs = PairCounts.NONE;

    /** A phone without a cable. {@code owner} overrides the personality's where that one only waits. */
    public VirtualPhone(
            PhoneIdentity identity,
            Personality personality,
            Owner owner,
            Timeline timeline,
            PhoneSurroundings surroundings) {
        this.identity = identity.as(personality);
        this.personality = personality;
        this.timeline = timeline;
        this.surroundings = surroundings;
        this.lock = personality.screen().initialLock();
        this.answers = new AnswerEffects(this, surroundings, timeline);
        this.sheet = new AuthenticationSheet(this, surroundings, timeline);
        Owner own = personality.alert().owner();
        this.alert = new TrustAlert(
                personality,
                own.habit() == Owner.Habit.WAITS ? owner : own,
                timeline,
                this,
                new TrustAlert.Effects(answers::accepted, answers::denied, this::ownerDue));
        this.taps = new Taps(this, answers);
    }

    /** Who it is. */
    public PhoneIdentity identity() {
        return identity;
    }

    /** How it behaves. */
    public Personality personality() {
        return personality;
    }

    /** The cable goes in: a new session, without consent or denial. */
    public synchronized CableSession attach(String host) {
        session = new CableSession(host);
        pairs = pairs.plugged();
        alert.attached();
        sheet.attached();
        scheduleUnlock();
        return session;
    }

    /** The phone comes back on the bus after resetting its USB connection: consent and denial go on. */
    public synchronized CableSession reAttach(String host) {
        if (session != null) {
            session.end();
        }
        if (personality.alert().reEnumerationForgets()) {
            alert.detached();
        }
        session = new CableSession(host);
        alert.attached();
        return session;
    }

    /** The cable goes out: every connection dies, the dialog with it; records made during setup are removed. */
    public synchronized void detach() {
        if (session != null) {
            session.end();
            session = null;
        }
        alert.detached();
        sheet.detached();
        changed(records.removeTemporary());
    }

    /** The running cable session. */
    public synchronized Optional<CableSession> session() {
        return Optional.ofNullable(session);
    }

    /** A {@code Pair} that came over {@code over}. */
    public synchronized PairAnswer pair(PairRequest request, CableSession over) {
        pairs = pairs.oneMore(personality.policy().networkOnly() || over.isNetwork());
        if (over != session && !over.isNetwork()) {
            return new PairAnswer.Refused(LockdownFault.INVALID_RESPONSE);
        }
        PairAnswer answer = over.isNetwork()
                ? new PairAnswer.Refused(LockdownFault.PAIRING_PROHIBITED_OVER_THIS_CONNECTION)
                : PairingRules.decide(request, this);
        return answer instanceof PairAnswer.Refused refused && !request.extendedErrors()
                ? new PairAnswer.Refused(refused.fault().withoutExtendedErrors())
                : answer;
    }

    /** Whether a host with this HostID may open a session now. */
    public synchronized SessionAnswer startSession(String hostId) {
        Optional<TrustedHost> host = records.find(hostId);
        if (host.isEmpty()) {
            return new SessionAnswer.Refused(LockdownFault.INVALID_HOST_ID);
        }
        return lock == LockState.BEFORE_FIRST_UNLOCK
                ? new SessionAnswer.Refused(LockdownFault.PASSWORD_PROTECTED)
                : new SessionAnswer.Opened(host.get());
    }

    /** Removes a host's record; {@code false} when there is none. */
    public synchronized boolean unpair(String hostId) {
        return changed(records.remove(hostId));
    }

    /** Forgets one host, whatever HostIDs it had, as an expiry does; {@code false} when it is not trusted. */
    public synchronized boolean forget(String systemBuid) {
        return changed(records.removeOf(systemBuid));
    }

    private boolean changed(boolean anything) {
        if (anything) {
            surroundings.recordsChanged(this);
        }
        return anything;
    }

    /** Taps Trust. With a typing time the passcode follows by itself. */
    public synchronized TapOutcome trust() {
        return taps.trust();
    }

    /** Taps Don't Trust. */
    public synchronized TapOutcome deny() {
        return taps.deny();
    }

    /** A prompt is gone: an owner whose time has come taps now. */
    public synchronized void uncovered() {
        taps.nothingIsInTheWay();
    }

    /** Types the passcode now, where the personality would take longer. */
    public synchronized TapOutcome enterPasscode() {
        return taps.enterPasscode();
    }

    /** Cancels the passcode: nothing is answered, and the next {@code Pair} raises the alert anew (the harsher reading). */
    public synchronized TapOutcome cancelPasscode() {
        return taps.cancelPasscode();
    }

    /** Closes the screen; an alert that is up stays up, unless the personality says otherwise. */
    public synchronized void lock() {
        if (lock == LockState.UNLOCKED) {
            lock = LockState.LOCKED;
            if (personality.alert().vanishesOnLock() && alert.isOpen()) {
                alert.withdraw();
            }
            scheduleUnlock();
        }
    }

    /** Opens the screen; an owner whose time has come taps now. */
    public synchronized void unlock() {
        lock = LockState.UNLOCKED;
        taps.nothingIsInTheWay();
    }

    /** Settings → Reset Location &amp; Privacy: all hosts are forgotten, consent ends, connections break. */
    public synchronized void reset() {
        records.clear();
        alert.forgetConsent();
        surroundings.recordsChanged(this);
        if (session != null) {
            session.dropConnections();
        }
    }

    /** After a boot, with a passcode, nothing opens before the first unlock. To be called without a cable. */
    public synchronized void booted() {
        lock = personality.screen().passcode() ? LockState.BEFORE_FIRST_UNLOCK : LockState.UNLOCKED;
    }

    /** Puts back records of an earlier run. */
    public synchronized void restore(List<TrustedHost> kept) {
        kept.forEach(records::put);
    }

    /** A copy of the records that it holds. */
    public synchronized List<TrustedHost> trustedHosts() {
        return records.all();
    }

    /** Whether the insecure notification proxy starts now. */
    public synchronized boolean startsInsecureProxy() {
        return lock == LockState.UNLOCKED || personality.policy().insecureProxyWhileLocked();
    }

    /** All that shows, at one instant. */
    public synchronized PhoneSnapshot snapshot() {
        return new PhoneSnapshot(
                identity,
                personality,
                session == null ? Optional.empty() : Optional.of(session.host()),
                lock,
                alert.dialog(),
                records.all().size(),
                alert.prompts(),
                alert.milestones(),
                pairs,
                sheet.view(),
                session != null && (!personality.pairsWithoutAlert() || session.isValidated()));
    }

    /** On which it asks for passcode or face, for a backup too. */
    public AuthenticationSheet sheet() {
        return sheet;
    }

    TrustAlert alert() {
        return alert;
    }

    boolean isLocked() {
        return lock != LockState.UNLOCKED;
    }

    boolean knows(PairRequest request) {
        return records.knows(request.hostId(), request.systemBuid());
    }

    PairAnswer store(PairRequest request, HostCertificates certificates, boolean temporary) {
        byte[] escrowBag = new byte[givesEscrowBag() ? ESCROW_BAG_BYTES : 0];
        RANDOM.nextBytes(escrowBag);
        records.put(new TrustedHost(request.hostId(), request.systemBuid(), certificates, escrowBag, temporary));
        alert.stored();
        surroundings.recordsChanged(this);
        return new PairAnswer.Stored(escrowBag);
    }

    private boolean givesEscrowBag() {
        return personality.oddities().escrowBag() && !personality.pairsWithoutAlert();
    }

    private void ownerDue() {
        taps.ownerDue();
    }

    private void scheduleUnlock() {
        Duration after = personality.screen().unlockAfter();
        if (lock != LockState.UNLOCKED && !after.isZero()) {
            timeline.schedule(after, this::unlock);
        }
    }
}
