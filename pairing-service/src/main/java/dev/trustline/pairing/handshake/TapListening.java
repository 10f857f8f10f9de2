package dev.trustline.pairing.handshake;

import dev.trustline.pairing.handshake.TapWatch.Wake;
import java.time.Duration;

/**
 * Listens for the tap at one device. A device hangs up idle listeners. Where one {@code Pair} comes after a while, it begins
 * to listen again with that; where none may come, {@link #within} does so by itself. Used by its lane only.
 */
final class TapListening implements AutoCloseable {
    private final HandshakeParts parts;
    private final CableSession session;
    private final LaneSignals signals;
    private TapWatch watch;
    private long lastTry;

    TapListening(HandshakeParts parts, CableSession session, LaneSignals signals) {
        this.parts = parts;
        this.session = session;
        this.signals = signals;
    }

    /** Begins, unless it listens; what cannot be listened to now is tried again later. */
    void begin(DeviceGateway.Conversation conversation) {
        lastTry = System.nanoTime();
        if (watch == null && conversation.watchForTap() instanceof Answer.Given<TapWatch> given) {
            watch = given.value();
        }
    }

    /** Waits for the tap at most so long. {@link Wake#ENDED} is told once; then it does not listen any more. */
    Wake within(Duration atMost) {
        Wake wake = watch != null ? signals.pauseForTap(watch, atMost) : deaf(atMost);
        if (wake == Wake.ENDED) {
            close();
        }
        return wake;
    }

    private Wake deaf(Duration atMost) {
        Duration untilTry = isOnItsOwn() ? untilNextTry() : atMost;
        boolean quiet = signals.pause(untilTry.compareTo(atMost) < 0 ? untilTry : atMost);
        if (signals.isStopping()) {
            return Wake.STOPPED;
        }
        if (quiet && isOnItsOwn() && untilNextTry().isZero()) {
            listenAgain();
        }
        return quiet ? Wake.TIME_UP : Wake.MESSAGE;
    }

    /** No {@code Pair} will come that could begin it again. */
    boolean isOnItsOwn() {
        return parts.settings().alertPoll().isEmpty();
    }

    private Duration untilNextTry() {
        Duration left = parts.settings().connectRetry().minusNanos(System.nanoTime() - lastTry);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void listenAgain() {
        parts.permits().with(() -> {
            try (DeviceGateway.Conversation conversation = parts.gateway().converse(session.attachment())) {
                begin(conversation);
                return null;
            }
        });
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
