package dev.trustline.pairing.handshake;

import java.time.Duration;

/**
 * Where a proof takes place.
 *
 * @param session  the cable session
 * @param entry    what the vault had of the device when the proof began
 * @param reporter who is told
 * @param signals  how it waits
 * @param during   what it does with commands that come meanwhile
 */
record ProofScene(CableSession session, VaultEntry entry, RelationReporter reporter, LaneSignals signals, LaneSignals.DuringAttempt during) {
    private static final Duration FIRST_DEFERRAL = Duration.ofSeconds(2);

    /**
     * Waits so long, whatever messages come meanwhile; false if the service is being stopped, a command ends the proof, or
     * the cable is not the same any more.
     */
    boolean pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        do {
            signals.pause(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (signals.isStopping() || !signals.drain(during) || !signals.isAttached(session.attachment())) {
                return false;
            }
        } while (System.nanoTime() < end);
        return true;
    }

    /** How long to wait for the first unlock before the next try, each time twice as long as before. */
    static Duration deferral(int triesBefore, Duration longest) {
        Duration wait = FIRST_DEFERRAL.multipliedBy(1L << Math.min(triesBefore, 20));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
