package dev.trustline.pairing.handshake;

import dev.trustline.events.result.PairingResult;
import java.util.Optional;

/**
 * Port to those who want to know. Results of one device arrive in the order in which they were given. Never blocks on a
 * broker that is away: then the newest result of each device is kept, and every answer to a command.
 */
public interface ResultSink {
    /**
     * Reports a result.
     *
     * @param answering the command that it answers
     * @param written   runs once, when the result is safely written
     */
    void report(PairingResult result, Origin origin, Optional<String> answering, Runnable written);

    /**
     * What led to a result.
     *
     * @param causationId id of the device event, empty if there was none
     * @param traceparent W3C trace that began at the cable
     */
    record Origin(Optional<String> causationId, Optional<String> traceparent) {
        /** Nothing is known. */
        public static final Origin NONE = new Origin(Optional.empty(), Optional.empty());
    }
}
