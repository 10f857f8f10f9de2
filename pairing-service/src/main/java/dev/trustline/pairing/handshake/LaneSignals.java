package dev.trustline.pairing.handshake;

import dev.trustline.pairing.handshake.TapWatch.Wake;
import java.time.Duration;

/**
 * How work on a lane waits. A message that comes in ends every such call, so that a person's command is never stuck behind a
 * phone that nobody answers; who waits drains it and waits for the rest of the time.
 */
interface LaneSignals {
    /** Waits at most so long; false if a message has come or the service is being stopped. */
    boolean pause(Duration atMost);

    /** Waits for the tap at most so long; {@link Wake#MESSAGE} when a message has come. */
    Wake pauseForTap(TapWatch watch, Duration atMost);

    /** Handles the messages that have come; false if one of them ends what is under way. */
    boolean drain(DuringAttempt attempt);

    /** Whether the device is still on the cable as it was. */
    boolean isAttached(Attachment attachment);

    /** The service is being stopped. */
    boolean isStopping();

    /** What an open attempt does with messages. */
    interface DuringAttempt {
        /** False if the attempt ends with it and the lane is to take it up again. */
        boolean commanded(LaneMessage.Commanded command);

        /** Whether it ends, so that the lane looks at a record that somebody has given usbmuxd; else the lane does so afterwards. */
        default boolean endsWithRecordSaved() {
            return false;
        }

        /** The whole host is held now, or is not any more. False if the attempt is parked by it. */
        default boolean hostHoldChanged() {
            return true;
        }
    }
}
