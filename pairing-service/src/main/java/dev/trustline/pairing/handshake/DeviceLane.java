package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.result.Rejection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Everything about one device, in order. Messages come in from any thread; the work runs on one at a time, which is given
 * back when there is nothing to wait for. A message that comes during a wait is handled then, and the wait goes on unless the
 * message changes something.
 */
final class DeviceLane implements Runnable {
    private static final Logger LOG = Logger.getLogger(DeviceLane.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Udid udid;
    private final HandshakeParts parts;
    private final Lanes lanes;
    private final AnsweredCommands answered;
    private final LaneMailbox mailbox;
    private final RelationReporter reporter;
    private final IdleCommands idleCommands;
    private final Backups backups;
    private final CableWork work;
    private boolean running;
    private int handledDeviceId;
    private boolean looking;
    private CableSession session;
    private Optional<LaneMessage.Attached> earlyHint = Optional.empty();

    DeviceLane(Udid udid, HandshakeParts parts, Lanes lanes) {
        this.udid = udid;
        this.parts = parts;
        this.lanes = lanes;
        this.answered = new AnsweredCommands(udid, parts.vault(), parts.brokerClock());
        this.reporter = new RelationReporter(udid, parts.settings().host(), parts.results(), this::commandAnswered);
        this.backups = new Backups(udid, parts, reporter);
        this.mailbox = new LaneMailbox(answered, parts.gateway(), backups::obeyed);
        this.idleCommands = new IdleCommands(udid, parts, reporter, mailbox);
        this.work = new CableWork(parts, lanes, this, mailbox,
                new LaneTools(reporter, idleCommands, new Holds(udid, parts, reporter), new ForeignRecord(new Records(parts))));
    }

    /** Takes a message; never blocks. */
    void post(LaneMessage message) {
        mailbox.post(message);
        synchronized (this) {
            if (!running && isWanted(message)) {
                running = true;
                lanes.execute(this);
            }
        }
    }

    /**
     * When the service is being stopped only the notes of written answers are still handled: whatever else comes is told
     * again at the next start.
     */
    private boolean isWanted(LaneMessage message) {
        return !mailbox.isStopping() || message instanceof LaneMessage.Answered;
    }

    void stop() {
        mailbox.stop();
    }

    @Override
    public void run() {
        for (;;) {
            LaneMessage message = mailbox.poll();
            if (message == null) {
                synchronized (this) {
                    if (mailbox.isEmpty()) {
                        running = false;
                        return;
                    }
                }
            } else if (isWanted(message)) {
                handleSafely(message);
            }
        }
    }

    /** A look that the vault broke off is taken up again; what else it broke off, an answer to a command, leaves the device alone. */
    private void handleSafely(LaneMessage message) {
        looking = false;
        try {
            handle(message);
        } catch (Vault.VaultUnusable e) {
            LOG.errorf(e, "the vault cannot be used for a device udid=%s error=%s", udid, e.getMessage());
            reporter.rejectAll(Rejection.VAULT_UNUSABLE, null);
            if (looking) {
                handledDeviceId = 0;
                lanes.troubled(this);
            }
            lanes.problem(e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "a step of a handshake failed udid=%s", udid);
            lanes.problem(e);
        }
    }

    private void handle(LaneMessage message) {
        if (message instanceof LaneMessage.Attached attached) {
            beginOn(attached);
        } else if (message instanceof LaneMessage.CableChanged) {
            cableChanged();
        } else if (message instanceof LaneMessage.Listed listed) {
            begin(Occasion.of(listed));
        } else if (message instanceof LaneMessage.NotListed) {
            work.abandoned(udid);
        } else if (message instanceof LaneMessage.RecordSaved) {
            recordSaved();
        } else if (message instanceof LaneMessage.Doubted) {
            begin(Occasion.doubted());
        } else if (message instanceof LaneMessage.Verify due) {
            verify(due);
        } else if (message instanceof LaneMessage.Turn) {
            work.takeTurn();
        } else if (message instanceof LaneMessage.HostHoldChanged) {
            work.followHold();
        } else if (message instanceof LaneMessage.Commanded commanded) {
            command(commanded);
        } else if (message instanceof LaneMessage.Expired expired) {
            answered.expired(expired);
        } else if (message instanceof LaneMessage.Answered written) {
            answered.remember(written);
        }
    }

    /** The event may be here before usbmuxd has told of the change: then it waits for that. */
    private void beginOn(LaneMessage.Attached attached) {
        boolean begun = !isAheadOfCable(attached) && begin(Occasion.of(attached));
        earlyHint = Optional.of(attached).filter(hint -> !begun && hint.event().connection() == Connection.USB);
    }

    /** usbmuxd lists the device by network, and of the cable it has not told yet. */
    private boolean isAheadOfCable(LaneMessage.Attached attached) {
        return attached.event().connection() == Connection.USB && find().filter(Attachment::overNetwork).isPresent();
    }

    private void cableChanged() {
        Optional<Attachment> found = find();
        if (found.isEmpty()) {
            handledDeviceId = 0;
            session = null;
        }
        if (found.filter(a -> !a.overNetwork()).isEmpty()) {
            work.unplugged();
        }
        if (found.isPresent() && found.get().deviceId() != handledDeviceId && earlyHint.isPresent()) {
            LaneMessage.Attached hint = earlyHint.get();
            earlyHint = Optional.empty();
            if (System.nanoTime() - hint.receivedNanos() < parts.settings().muxWait().toNanos()) {
                beginOn(hint);
            }
        }
    }

    /** A device that is yet to be looked at needs no look more. */
    private void recordSaved() {
        if (isDealtWith()) {
            work.recordSaved(session);
        }
    }

    private boolean isDealtWith() {
        return session != null && find().filter(a -> a.deviceId() == handledDeviceId).isPresent();
    }

    /** Nothing that is under way is disturbed: it proves the record by itself, or has none that works. */
    private void verify(LaneMessage.Verify due) {
        try {
            if (isDealtWith() && ProofSchedule.relation(parts.vault().load(udid)).isPresent()) {
                begin(session.occasion().look(due.occasion()));
            }
        } finally {
            due.done().run();
        }
    }

    private void command(LaneMessage.Commanded message) {
        if (isRepeat(message) || backups.obeyed(message)) {
            return;
        }
        Optional<CableSession> before = work.takeInterrupted();
        if (Holds.isAboutHolds(message.command())) {
            work.hold(message);
        } else if (work.isForbidden(message)) {
            reporter.reject(message, work.heldHow(), null);
        } else if (idleCommands.wantsSession(message)) {
            reporter.answerWithNext(message);
            begin(Occasion.of(message));
            reporter.rejectAll(Rejection.DEVICE_UNREACHABLE, null);
            before.filter(b -> reporter.newest().isEmpty()).ifPresent(b -> begin(b.goesOn()));
        } else {
            before.filter(work::isStillWanted).ifPresent(b -> begin(b.goesOn()));
        }
    }

    private boolean isRepeat(LaneMessage.Commanded message) {
        try {
            return answered.isRepeat(message);
        } catch (Vault.VaultUnusable e) {
            reporter.reject(message, Rejection.VAULT_UNUSABLE, null);
            throw e;
        }
    }

    /** Gives a place that was kept for this lane away, if it cannot use it now. */
    void passTurn() {
        work.passTurn();
    }

    /** Looks at the device; false if there is nothing new to begin. */
    boolean begin(Occasion occasion) {
        Optional<Attachment> found = findWithin(parts.settings().muxWait());
        if (found.isEmpty()) {
            LOG.debugf("a hint about a device that usbmuxd does not list is ignored udid=%s", udid);
            return false;
        }
        Attachment attachment = found.get();
        if (!occasion.again() && attachment.deviceId() == handledDeviceId) {
            return false;
        }
        boolean dealtWithBefore = handledDeviceId == attachment.deviceId();
        handledDeviceId = attachment.deviceId();
        session = new CableSession(attachment, occasion, Optional.ofNullable(session));
        looking = true;
        boolean isDone = work.run(session) || dealtWithBefore && isMereLook(occasion) && mailbox.isAttached(attachment);
        handledDeviceId = isDone ? session.attachment().deviceId() : 0;
        looking = false;
        lookAgainIfMoved();
        mailbox.postWhatWasSaved();
        return true;
    }

    /** One that is cut off leaves the cable session as it was: what comes next is no attach. */
    private static boolean isMereLook(Occasion occasion) {
        return occasion.aim() != Occasion.Aim.TRUST;
    }

    /** What told of the new attachment may have been taken for a mere end of a wait. */
    private void lookAgainIfMoved() {
        if (handledDeviceId == 0 && find().filter(now -> now.deviceId() != session.attachment().deviceId()).isPresent()) {
            post(new LaneMessage.Listed(System.nanoTime()));
        }
    }

    private Optional<Attachment> find() {
        return parts.gateway().find(udid).fold(Optional::of, (k, t) -> Optional.empty(), t -> Optional.empty());
    }

    private Optional<Attachment> findWithin(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        for (;;) {
            Optional<Attachment> found = find();
            if (found.isPresent() || mailbox.isStopping() || System.nanoTime() >= end) {
                return found;
            }
            pauseEvenWithMessages(LOOK_AGAIN);
        }
    }

    /** Whether the vault can be read for this device now. Any thread. */
    boolean canUseVault() {
        try {
            parts.vault().load(udid);
            return true;
        } catch (Vault.VaultUnusable e) {
            LOG.debugf("the vault cannot be used yet udid=%s error=%s", udid, e.getMessage());
            return false;
        }
    }

    /** The answer to this command is safely written. Any thread. */
    void commandAnswered(Envelope command) {
        post(answered.note(command));
    }

    private void pauseEvenWithMessages(Duration time) {
        if (mailbox.isEmpty()) {
            mailbox.pause(time);
        } else {
            LockSupport.parkNanos(this, time.toNanos());
        }
    }
}
