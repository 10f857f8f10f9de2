package dev.trustline.pairing.handshake;

import dev.trustline.pairing.handshake.TapWatch.Wake;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The messages of one lane, and the waits that each of them ends. Posted to from any thread; everything else is for the
 * lane's thread.
 */
final class LaneMailbox implements LaneSignals {
    private final LinkedBlockingDeque<LaneMessage> messages = new LinkedBlockingDeque<>();
    private final AnsweredCommands answered;
    private final DeviceGateway gateway;
    private final Predicate<LaneMessage.Commanded> aside;
    private volatile boolean stopping;
    private boolean recordSavedMeanwhile;
    private volatile TapWatch waitedOn;

    /**
     * An empty one.
     *
     * @param aside obeys what has nothing to do with an attempt, whatever is under way
     */
    LaneMailbox(AnsweredCommands answered, DeviceGateway gateway, Predicate<LaneMessage.Commanded> aside) {
        this.aside = aside;
        this.gateway = gateway;
        this.answered = answered;
    }

    /** Takes a message and ends the wait that is under way; never blocks. Of records that were saved one word is enough. */
    void post(LaneMessage message) {
        if (!(message instanceof LaneMessage.RecordSaved) || !messages.contains(message)) {
            messages.add(message);
            wake();
        }
    }

    /** What somebody has given usbmuxd while other work was under way is looked at next. */
    void postWhatWasSaved() {
        if (recordSavedMeanwhile) {
            recordSavedMeanwhile = false;
            post(new LaneMessage.RecordSaved());
        }
    }

    /** A message that was taken too early comes first again. */
    void putBack(LaneMessage message) {
        messages.addFirst(message);
    }

    /** The next message, {@code null} if there is none. */
    LaneMessage poll() {
        return messages.poll();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Ends every wait, this one and those to come. */
    void stop() {
        stopping = true;
        post(new LaneMessage.CableChanged());
    }

    private void wake() {
        TapWatch watch = waitedOn;
        if (watch != null) {
            watch.wake();
        }
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public boolean isAttached(Attachment attachment) {
        return gateway.find(attachment.udid()) instanceof Answer.Given<Attachment> found
                && found.value().deviceId() == attachment.deviceId();
    }

    @Override
    public boolean pause(Duration atMost) {
        try {
            LaneMessage message = messages.pollFirst(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
            if (message != null) {
                messages.addFirst(message);
            }
            return message == null && !stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
            return false;
        }
    }

    @Override
    public Wake pauseForTap(TapWatch watch, Duration atMost) {
        waitedOn = watch;
        try {
            if (stopping) {
                return Wake.STOPPED;
            }
            return messages.isEmpty() ? watch.await(atMost) : Wake.MESSAGE;
        } finally {
            waitedOn = null;
        }
    }

    @Override
    public boolean drain(DuringAttempt attempt) {
        LaneMessage message;
        while ((message = messages.poll()) != null) {
            if (message instanceof LaneMessage.Commanded commanded) {
                if (!answered.isRepeat(commanded) && !aside.test(commanded) && !attempt.commanded(commanded)) {
                    return false;
                }
            } else if (message instanceof LaneMessage.RecordSaved) {
                if (attempt.endsWithRecordSaved()) {
                    putBack(message);
                    return false;
                }
                recordSavedMeanwhile = true;
            } else if (message instanceof LaneMessage.Expired expired) {
                answered.expired(expired);
            } else if (message instanceof LaneMessage.Answered written) {
                answered.remember(written);
            } else if (message instanceof LaneMessage.Turn turn) {
                turn.pass().run();
            } else if (message instanceof LaneMessage.Verify due) {
                due.done().run();
            } else if (message instanceof LaneMessage.HostHoldChanged && !attempt.hostHoldChanged()) {
                return false;
            }
        }
        return true;
    }
}
