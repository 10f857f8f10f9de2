package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.result.Failed;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How one attempt waits between its bursts of work, holding no permit: for the tap, the unlock, a person on the host's side,
 * the cable. A message is dealt with at once; unless it changes something for the attempt, the wait goes on for the time that
 * is left: on some devices one {@code Pair} too many ends the entry of the passcode. Used by its lane only; {@link #close}
 * hangs up.
 */
final class AttemptWaits implements AutoCloseable {
    private static final Duration USBMUXD_PAUSE = Duration.ofSeconds(1);
    private static final Duration APPROVAL_PAUSE = Duration.ofHours(1);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final Duration CABLE_LOOK = Duration.ofMillis(200);
    private static final double JITTER = 0.2;

    private final DeviceGateway gateway;
    private final HandshakeSettings settings;
    private final CableSession session;
    private final AttemptVoice voice;
    private final PairReplies replies;
    private final CandidateRecord candidate;
    private final LaneSignals signals;
    private final LaneSignals.DuringAttempt commands;
    private final TapListening tap;
    private boolean over;
    private int deferrals;

    AttemptWaits(HandshakeParts parts, CableSession session, AttemptVoice voice, PairReplies replies, CandidateRecord candidate,
            LaneSignals signals, LaneSignals.DuringAttempt commands) {
        this.gateway = parts.gateway();
        this.settings = parts.settings();
        this.session = session;
        this.voice = voice;
        this.replies = replies;
        this.candidate = candidate;
        this.signals = signals;
        this.commands = commands;
        this.tap = new TapListening(parts, session, signals);
    }

    /** Listens for the tap, before the first {@code Pair} and before each one after the device has hung up. */
    void listen(DeviceGateway.Conversation conversation) {
        tap.begin(conversation);
    }

    /** Waits as this round asks; false if the attempt goes no further. */
    boolean after(Round round) {
        return switch (round) {
            case AGAIN -> true;
            case WAIT_TAP -> forTap();
            case WAIT_UNLOCK -> pause(settings.unlockPoll());
            case WAIT_DEFERRED -> pause(nextDeferral());
            case WAIT_APPROVAL -> pause(APPROVAL_PAUSE);
            case WAIT_CONNECT -> pause(replies.connectPause());
            case WAIT_SESSION -> pause(settings.sessionRetry());
            case WAIT_USBMUXD -> pause(USBMUXD_PAUSE);
            case GONE -> forCable();
            case OVER -> false;
        };
    }

    /** No notification tells of the unlock without a session. */
    private Duration nextDeferral() {
        Duration longest = settings.deferPollMax();
        return min(ProofScene.deferral(deferrals++, longest), longest);
    }

    private boolean forTap() {
        over = false;
        long end = System.nanoTime() + settings.alertPoll().map(AttemptWaits::jittered).orElse(FOR_EVER).toNanos();
        do {
            switch (tap.within(voice.isTimedOut() ? left(end) : min(left(end), untilTimeOut()))) {
                case TAPPED -> {
                    session.tapped(System.nanoTime());
                    endThisOne();
                }
                case ENDED -> hungUp();
                case TIME_UP, MESSAGE -> sayIfTimedOut();
                case STOPPED -> {
                    return false;
                }
            }
            if (!signals.drain(commands)) {
                return false;
            }
        } while (System.nanoTime() < end && !isOver());
        return true;
    }

    /** The tap may have been missed, which only a {@code Pair} shows, unless none may be sent while the alert is up. */
    private void hungUp() {
        if (!tap.isOnItsOwn()) {
            endThisOne();
        }
    }

    private Duration untilTimeOut() {
        Duration left = settings.promptTimeout().minusMillis(session.sinceAlertMs(System.nanoTime()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void sayIfTimedOut() {
        if (untilTimeOut().isZero()) {
            voice.timeOut();
        }
    }

    private boolean pause(Duration time) {
        over = false;
        long end = System.nanoTime() + time.toNanos();
        do {
            signals.pause(left(end));
            if (signals.isStopping() || !signals.drain(commands)) {
                return false;
            }
        } while (System.nanoTime() < end && !isOver());
        return true;
    }

    /** There is something new: the wait that is under way ends. */
    void endThisOne() {
        over = true;
    }

    /** Whether the next burst must come at once: somebody has said so, or the cable has changed. */
    private boolean isOver() {
        boolean said = over;
        over = false;
        return said || !signals.isAttached(session.attachment());
    }

    /** Some devices re-enumerate after the tap: that is no unplugging yet. */
    private boolean forCable() {
        close();
        long end = System.nanoTime() + settings.detachGrace().toNanos();
        while (System.nanoTime() < end && !signals.isStopping()) {
            signals.pause(Duration.ofNanos(Math.min(end - System.nanoTime(), CABLE_LOOK.toNanos())));
            if (!signals.drain(commands)) {
                return false;
            }
            if (gateway.onCable(session.udid()) instanceof Answer.Given<Attachment>) {
                candidate.doubt();
                return true;
            }
        }
        if (!signals.isStopping()) {
            voice.over(Reason.DEVICE_DETACHED, Failed::new, null);
        }
        return false;
    }

    @Override
    public void close() {
        tap.close();
    }

    private static Duration jittered(Duration poll) {
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofMillis((long) (poll.toMillis() * factor));
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
