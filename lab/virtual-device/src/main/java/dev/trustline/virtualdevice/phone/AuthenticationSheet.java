package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.time.Timeline;
import java.time.Duration;

/**
 * The sheet on which a phone asks its owner for passcode or face, whoever wants to know; a backup is one reason. From iOS 16 on
 * it is announced to whoever observes it inside a session (protocol of libimobiledevice's {@code idevicebackup2.c}); an older
 * phone never asks. Thread-safe.
 */
public final class AuthenticationSheet {
    /** Posted when the sheet comes up. */
    public static final String PRESENTED = "com.apple.LocalAuthentication.ui.presented";
    private static final String DISMISSED = "com.apple.LocalAuthentication.ui.dismissed";
    private static final String SYNC_WILL_START = "com.apple.itunes-mobdev.syncWillStart";
    private static final String SYNC_DID_FINISH = "com.apple.itunes-mobdev.syncDidFinish";
    private static final int FIRST_VERSION_THAT_ASKS = 16;
    /** A backup whose question nobody answers fails with error 208 (libimobiledevice issues 1380 and 1692). */
    private static final Duration UNANSWERED = Duration.ofMinutes(3);

    private final VirtualPhone phone;
    private final PhoneSurroundings surroundings;
    private final Timeline timeline;
    private boolean up;
    private boolean backingUp;
    private int shown;
    private Timeline.Timer automatic = () -> {};

    AuthenticationSheet(VirtualPhone phone, PhoneSurroundings surroundings, Timeline timeline) {
        this.phone = phone;
        this.surroundings = surroundings;
        this.timeline = timeline;
    }

    /** Something on the phone asks, whatever it is. */
    public synchronized TapOutcome prompt() {
        if (!asks()) {
            return TapOutcome.refused("this phone never asks: it has no passcode or an iOS before 16");
        }
        if (up) {
            return TapOutcome.refused("it asks already");
        }
        present();
        return TapOutcome.happened();
    }

    /** The owner answers or cancels: from outside nobody can tell which. */
    public synchronized TapOutcome dismiss() {
        if (!up) {
            return TapOutcome.refused("it asks nothing");
        }
        up = false;
        post(DISMISSED);
        return TapOutcome.happened();
    }

    /** A program on the computer begins a backup: it is announced, and the phone asks for it. */
    public synchronized TapOutcome beginBackup() {
        if (backingUp) {
            return TapOutcome.refused("a backup is under way");
        }
        backingUp = true;
        post(SYNC_WILL_START);
        if (asks() && !up) {
            present();
        }
        return TapOutcome.happened();
    }

    /** The backup is over; a question that is still up goes with it. */
    public synchronized TapOutcome endBackup() {
        if (!backingUp) {
            return TapOutcome.refused("no backup is under way");
        }
        backingUp = false;
        if (up) {
            dismiss();
        }
        post(SYNC_DID_FINISH);
        return TapOutcome.happened();
    }

    /** The cable goes in: a phone with automatic backups begins one, if it trusts anybody. */
    synchronized void attached() {
        Duration after = phone.personality().backup().automaticAfter();
        if (!after.isZero()) {
            automatic = timeline.schedule(after, this::beginAutomatically);
        }
    }

    /** Outside the lock: the phone's own comes first. */
    private void beginAutomatically() {
        if (!phone.trustedHosts().isEmpty()) {
            beginBackup();
        }
    }

    /** The cable goes out: the backup ends and its question goes, and nobody hears of it. */
    synchronized void detached() {
        automatic.cancel();
        up = false;
        backingUp = false;
    }

    synchronized View view() {
        return new View(up, backingUp, shown);
    }

    private boolean asks() {
        return phone.personality().majorVersion() >= FIRST_VERSION_THAT_ASKS && phone.personality().screen().passcode();
    }

    private void present() {
        up = true;
        int number = ++shown;
        post(PRESENTED);
        timeline.schedule(UNANSWERED, () -> giveUp(number));
    }

    private synchronized void giveUp(int number) {
        if (shown == number && up) {
            dismiss();
        }
    }

    private void post(String notification) {
        surroundings.post(phone, notification);
    }

    /**
     * What shows of it.
     *
     * @param up whether it asks now
     * @param backingUp whether a backup is under way
     * @param shown how often it has asked since the lab started
     */
    public record View(boolean up, boolean backingUp, int shown) {}
}
