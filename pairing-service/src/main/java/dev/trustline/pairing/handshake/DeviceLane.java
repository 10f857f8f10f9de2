package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.result.Deferred;
import dev.trustline.events.result.Rejection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Everything about one device, in order. Messages come in from any thread; the work runs on one at a time, which is given
 * back when there is nothing to wait for. A message that comes during a wait ends that wait.
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
    private final RecordProof proof;
    private final IdleCommands idleCommands;
    private boolean running;
    private int handledDeviceId;
    private Occasion putOff;
    private boolean attempting;
    private Optional<LaneMessage.Attached> earlyHint = Optional.empty();

    DeviceLane(Udid udid, HandshakeParts parts, Lanes lanes) {
        this.udid = udid;
        this.parts = parts;
        this.lanes = lanes;
        this.answered = new AnsweredCommands(udid, parts.vault(), parts.clock());
        this.mailbox = new LaneMailbox(answered);
        this.reporter = new RelationReporter(udid, parts.settings().host(), parts.results(), this::commandAnswered);
        this.proof = new RecordProof(parts);
        this.idleCommands = new IdleCommands(udid, parts, reporter);
    }

    /** Takes a message; never blocks. */
    void post(LaneMessage message) {
        mailbox.post(message);
        synchronized (this) {
            if (!running && !mailbox.isStopping()) {
                running = true;
                lanes.execute(this);
            }
        }
    }

    void stop() {
        mailbox.stop();
    }

    @Override
    public void run() {
        while (!mailbox.isStopping()) {
            LaneMessage message = mailbox.poll();
            if (message == null) {
                synchronized (this) {
                    if (mailbox.isEmpty()) {
                        running = false;
                        return;
                    }
                }
            } else {
                handleSafely(message);
            }
        }
    }

    private void handleSafely(LaneMessage message) {
        try {
            handle(message);
        } catch (Vault.VaultUnusable e) {
            LOG.errorf(e, "the vault cannot be used for a device udid=%s error=%s", udid, e.getMessage());
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
        } else if (message instanceof LaneMessage.Turn) {
            takeTurn();
        } else if (message instanceof LaneMessage.Commanded commanded) {
            command(commanded);
        } else if (message instanceof LaneMessage.Answered written) {
            answered.remember(written);
        }
    }

    /** The event may be here before usbmuxd has told of the change: then it waits for that. */
    private void beginOn(LaneMessage.Attached attached) {
        boolean begun = begin(Occasion.of(attached));
        earlyHint = begun ? Optional.empty() : Optional.of(attached);
    }

    private void cableChanged() {
        Optional<Attachment> found = find();
        if (found.isEmpty()) {
            handledDeviceId = 0;
            putOff = null;
            lanes.leave(this);
        } else if (found.get().deviceId() != handledDeviceId && earlyHint.isPresent()) {
            LaneMessage.Attached hint = earlyHint.get();
            earlyHint = Optional.empty();
            if (System.nanoTime() - hint.receivedNanos() < parts.settings().muxWait().toNanos()) {
                beginOn(hint);
            }
        }
    }

    private void command(LaneMessage.Commanded message) {
        if (answered.isRepeat(message)) {
            return;
        }
        if (idleCommands.wantsSession(message)) {
            reporter.answerWithNext(message);
            begin(Occasion.of(message));
            reporter.rejectAll(Rejection.DEVICE_UNREACHABLE, null);
        }
    }

    /** There is a place for the attempt that was put off; if it is not wanted any more the next one gets it. */
    private void takeTurn() {
        try {
            if (putOff != null && find().isPresent()) {
                begin(putOff.goesOn());
            }
        } finally {
            passTurn();
        }
    }

    /** Gives a place that was kept for this lane away. One that an attempt uses stays. */
    void passTurn() {
        if (!attempting) {
            lanes.close(this);
        }
    }

    /** False if there is nothing new to begin. */
    private boolean begin(Occasion occasion) {
        Optional<Attachment> found = findWithin(parts.settings().muxWait());
        if (found.isEmpty()) {
            LOG.debugf("a hint about a device that usbmuxd does not list is ignored udid=%s", udid);
            return false;
        }
        Attachment attachment = found.get();
        if (attachment.overNetwork() || (!occasion.again() && attachment.deviceId() == handledDeviceId)) {
            return false;
        }
        handledDeviceId = attachment.deviceId();
        cableSession(new CableSession(attachment, occasion));
        return true;
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

    private void cableSession(CableSession session) {
        reporter.beginSession();
        introduce(session);
        RecordProof.Ending proven = proof.prove(session, reporter, mailbox, message -> duringProof(session, message));
        if (proven != RecordProof.Ending.PAIR || mailbox.isStopping()) {
            if (proven == RecordProof.Ending.HOST_NOT_READY) {
                handledDeviceId = 0;
            }
            return;
        }
        if (parts.vault().load(udid).unpairing().isPresent()) {
            return;
        }
        pair(session);
    }

    private void pair(CableSession session) {
        boolean opened = reporter.isAsked() ? lanes.open(this) : lanes.openOrWait(this);
        if (!opened) {
            putOff(session);
            return;
        }
        putOff = null;
        attempting = true;
        try {
            PairingAttempt attempt = new PairingAttempt(parts, proof, session, reporter, mailbox);
            attempt.run();
            handledDeviceId = session.attachment().deviceId();
            attempt.forLane().ifPresent(mailbox::putBack);
        } finally {
            attempting = false;
            lanes.close(this);
        }
    }

    /** Too many attempts are open. A command is told so and may come again; a cable waits for its turn. */
    private void putOff(CableSession session) {
        if (reporter.isAsked()) {
            reporter.rejectAll(Rejection.HOST_BUSY, null);
        } else {
            putOff = session.occasion();
            reporter.say(session, parts.vault().load(udid).attempt(), Reason.HOST_BUSY, Deferred::new, f -> f);
        }
    }

    private void introduce(CableSession session) {
        lanes.permits().with(() -> {
            try (DeviceGateway.Conversation conversation = parts.gateway().converse(session.attachment())) {
                if (conversation.introduce() instanceof Answer.Given<DeviceIdentity> given) {
                    session.introduced(given.value());
                }
                return null;
            }
        });
    }

    /** While a proof waits for an unlock or a working session. */
    private boolean duringProof(CableSession session, LaneMessage.Commanded message) {
        if (idleCommands.isAboutTrust(message.command())) {
            if (message.command() instanceof PairingRequested) {
                session.askToPair();
            }
            reporter.answerWithNext(message);
            return true;
        }
        mailbox.putBack(message);
        handledDeviceId = 0;
        return false;
    }

    private void commandAnswered(Envelope command) {
        LaneMessage.Answered note = AnsweredCommands.note(command);
        if (mailbox.isStopping()) {
            answered.remember(note);
        } else {
            post(note);
        }
    }

    private void pauseEvenWithMessages(Duration time) {
        if (mailbox.isEmpty()) {
            mailbox.pause(time);
        } else {
            LockSupport.parkNanos(this, time.toNanos());
        }
    }
}
