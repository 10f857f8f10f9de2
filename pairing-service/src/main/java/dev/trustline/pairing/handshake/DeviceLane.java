package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.handshake.TapWatch.Wake;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Everything about one device, in order. Messages come in from any thread; the work runs on one at a time, which is given
 * back when there is nothing to wait for. A message that comes during a wait ends that wait.
 */
final class DeviceLane implements Runnable, LaneSignals {
    private static final Logger LOG = Logger.getLogger(DeviceLane.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Udid udid;
    private final HandshakeParts parts;
    private final Lanes lanes;
    private final LinkedBlockingDeque<LaneMessage> mailbox = new LinkedBlockingDeque<>();
    private final RelationReporter reporter;
    private final RecordProof proof;
    private final IdleCommands idleCommands;
    private boolean running;
    private volatile boolean stopping;
    private volatile TapWatch waitedOn;
    private int handledDeviceId;
    private Optional<LaneMessage.Attached> earlyHint = Optional.empty();

    DeviceLane(Udid udid, HandshakeParts parts, Lanes lanes) {
        this.udid = udid;
        this.parts = parts;
        this.lanes = lanes;
        this.reporter = new RelationReporter(udid, parts.settings().host(), parts.results(), this::commandAnswered);
        this.proof = new RecordProof(parts);
        this.idleCommands = new IdleCommands(udid, parts, reporter);
    }

    /** Takes a message; never blocks. */
    void post(LaneMessage message) {
        mailbox.add(message);
        TapWatch watch = waitedOn;
        if (watch != null) {
            watch.close();
        }
        synchronized (this) {
            if (!running && !stopping) {
                running = true;
                lanes.execute(this);
            }
        }
    }

    void stop() {
        stopping = true;
        TapWatch watch = waitedOn;
        if (watch != null) {
            watch.close();
        }
        mailbox.add(new LaneMessage.CableChanged());
    }

    @Override
    public void run() {
        while (!stopping) {
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
            begin(ResultSink.Origin.NONE, null, listed.noticedNanos(), false);
        } else if (message instanceof LaneMessage.Commanded commanded) {
            command(commanded);
        } else if (message instanceof LaneMessage.Answered answered) {
            remember(answered);
        }
    }

    private void remember(LaneMessage.Answered answered) {
        VaultEntry entry = parts.vault().load(udid);
        parts.vault().save(entry.answered(answered.command(), answered.until(), parts.clock().instant()));
    }

    /** The event may be here before usbmuxd has told of the change: then it waits for that. */
    private void beginOn(LaneMessage.Attached attached) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.of(attached.envelope().id().toString()), attached.envelope().traceparent());
        boolean begun = begin(origin, attached.event().noticedAfterMs(), attached.receivedNanos(), false);
        earlyHint = begun ? Optional.empty() : Optional.of(attached);
    }

    private void cableChanged() {
        Optional<Attachment> found = find();
        if (found.isEmpty()) {
            handledDeviceId = 0;
        } else if (found.get().deviceId() != handledDeviceId && earlyHint.isPresent()) {
            LaneMessage.Attached hint = earlyHint.get();
            earlyHint = Optional.empty();
            if (System.nanoTime() - hint.receivedNanos() < parts.settings().muxWait().toNanos()) {
                beginOn(hint);
            }
        }
    }

    private void command(LaneMessage.Commanded message) {
        if (parts.vault().load(udid).doneCommands().containsKey(message.envelope().id().toString())) {
            message.answered().run();
            return;
        }
        if (idleCommands.wantsSession(message)) {
            reporter.answerWithNext(message);
            ResultSink.Origin origin = new ResultSink.Origin(Optional.empty(), message.envelope().traceparent());
            begin(origin, null, System.nanoTime(), true);
            reporter.rejectAll(Rejection.DEVICE_UNREACHABLE, null);
        }
    }

    /** False if there is nothing new to begin. */
    private boolean begin(ResultSink.Origin origin, Long attachToEventMs, long noticedNanos, boolean again) {
        Optional<Attachment> found = findWithin(parts.settings().muxWait());
        if (found.isEmpty()) {
            LOG.debugf("a hint about a device that usbmuxd does not list is ignored udid=%s", udid);
            return false;
        }
        Attachment attachment = found.get();
        if (attachment.overNetwork() || (!again && attachment.deviceId() == handledDeviceId)) {
            return false;
        }
        if (!lanes.open(this)) {
            CableSession session = new CableSession(attachment, origin, attachToEventMs, noticedNanos);
            reporter.beginSession();
            reporter.say(session, parts.vault().load(udid).attempt(), Reason.HOST_BUSY, Failed::new, f -> f);
            lanes.whenFree(() -> post(new LaneMessage.Listed(System.nanoTime())));
            return true;
        }
        try {
            handledDeviceId = attachment.deviceId();
            cableSession(new CableSession(attachment, origin, attachToEventMs, noticedNanos));
            return true;
        } finally {
            lanes.close(this);
        }
    }

    private Optional<Attachment> find() {
        return parts.gateway().find(udid).fold(Optional::of, (k, t) -> Optional.empty(), t -> Optional.empty());
    }

    private Optional<Attachment> findWithin(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        for (;;) {
            Optional<Attachment> found = find();
            if (found.isPresent() || stopping || System.nanoTime() >= end) {
                return found;
            }
            pauseEvenWithMessages(LOOK_AGAIN);
        }
    }

    private void cableSession(CableSession session) {
        reporter.beginSession();
        introduce(session);
        RecordProof.Ending proven = proof.prove(session, reporter, this, this::duringProof);
        if (proven != RecordProof.Ending.PAIR || stopping) {
            if (proven == RecordProof.Ending.HOST_NOT_READY) {
                handledDeviceId = 0;
            }
            return;
        }
        if (parts.vault().load(udid).unpairing().isPresent()) {
            return;
        }
        PairingAttempt attempt = new PairingAttempt(parts, proof, session, reporter, this);
        attempt.run();
        handledDeviceId = session.attachment().deviceId();
        attempt.forLane().ifPresent(mailbox::addFirst);
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
    private boolean duringProof(LaneMessage.Commanded message) {
        if (idleCommands.isAboutTrust(message.command())) {
            reporter.answerWithNext(message);
            return true;
        }
        mailbox.addFirst(message);
        handledDeviceId = 0;
        return false;
    }

    private void commandAnswered(dev.trustline.events.envelope.Envelope command) {
        LaneMessage.Answered done = new LaneMessage.Answered(command.id().toString(), command.expiryTime().orElse(command.time().plusSeconds(3600)));
        if (stopping) {
            remember(done);
        } else {
            post(done);
        }
    }

    @Override
    public boolean pause(Duration atMost) {
        try {
            LaneMessage message = mailbox.pollFirst(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
            if (message != null) {
                mailbox.addFirst(message);
            }
            return message == null && !stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
            return false;
        }
    }

    private void pauseEvenWithMessages(Duration time) {
        if (mailbox.isEmpty()) {
            pause(time);
        } else {
            LockSupport.parkNanos(this, time.toNanos());
        }
    }

    @Override
    public Wake pauseForTap(TapWatch watch, Duration atMost) {
        waitedOn = watch;
        try {
            if (!mailbox.isEmpty() || stopping) {
                return stopping ? Wake.STOPPED : Wake.TIME_UP;
            }
            return stopping ? Wake.STOPPED : watch.await(atMost);
        } finally {
            waitedOn = null;
        }
    }

    @Override
    public boolean drain(DuringAttempt attempt) {
        LaneMessage message;
        while ((message = mailbox.poll()) != null) {
            if (message instanceof LaneMessage.Commanded commanded) {
                if (parts.vault().load(udid).doneCommands().containsKey(commanded.envelope().id().toString())) {
                    commanded.answered().run();
                } else if (!attempt.commanded(commanded)) {
                    return false;
                }
            } else if (message instanceof LaneMessage.Answered) {
                handle(message);
            }
        }
        return true;
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }
}
