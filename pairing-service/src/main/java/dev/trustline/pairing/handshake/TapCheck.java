package dev.trustline.pairing.handshake;

import dev.trustline.events.ImpossibleTap;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells whether the tap that a device reports can have been a person's, from the answers to the {@code Pair}s of one attempt.
 * What was accepted without an alert and without a lock has no tap to judge. Times are of the monotonic clock. Used by its
 * lane only.
 */
final class TapCheck {
    private static final long FASTEST_PERSON = Duration.ofMillis(300).toNanos();

    private final boolean alertMayHaveBeenUp;
    private boolean pending;
    private long firstPending;
    private boolean locked;

    /**
     * The check of an attempt.
     *
     * @param alertMayHaveBeenUp an earlier attempt in this cable session, or an earlier process, had asked already: then
     *                           nobody knows here since when a person could have tapped
     */
    TapCheck(boolean alertMayHaveBeenUp) {
        this.alertMayHaveBeenUp = alertMayHaveBeenUp;
    }

    /** The alert is up, or on its way. */
    void pending(long nowNanos) {
        if (!pending) {
            pending = true;
            firstPending = nowNanos;
        }
        locked = false;
    }

    /** The device is locked, and shows nothing that could be tapped. */
    void locked() {
        locked = true;
    }

    /** The device has accepted; empty if a person can have made it do so. */
    Optional<ImpossibleTap> accepted(long nowNanos) {
        if (locked) {
            return Optional.of(ImpossibleTap.WHILE_LOCKED);
        }
        boolean tooFast = pending && !alertMayHaveBeenUp && nowNanos - firstPending < FASTEST_PERSON;
        return tooFast ? Optional.of(ImpossibleTap.TOO_FAST) : Optional.empty();
    }
}
