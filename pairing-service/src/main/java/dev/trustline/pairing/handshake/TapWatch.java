package dev.trustline.pairing.handshake;

import java.time.Duration;

/** Listens for the device's word that its owner has tapped Trust. Waited on by one thread, closed by any. */
public interface TapWatch extends AutoCloseable {
    /** Waits at most so long. */
    Wake await(Duration atMost);

    /** Ends the wait that is under way, or else the next one, as {@link Wake#MESSAGE}; it goes on listening. Any thread. */
    void wake();

    @Override
    void close();

    /** Why a wait is over. */
    enum Wake {
        /** The owner tapped Trust and, where there is one, entered the passcode. */
        TAPPED,
        /** The time is up. */
        TIME_UP,
        /** Somebody else has something to say. */
        MESSAGE,
        /** The device hung up, or the watch was closed. */
        ENDED,
        /** This service is being stopped. */
        STOPPED
    }
}
