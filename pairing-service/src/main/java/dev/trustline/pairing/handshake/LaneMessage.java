package dev.trustline.pairing.handshake;

import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;

/** What may happen to a device, from outside its lane. */
sealed interface LaneMessage {
    /** The watcher says that it was plugged in. A hint: usbmuxd decides. */
    record Attached(DeviceAttached event, Envelope envelope, long receivedNanos) implements LaneMessage {}

    /** usbmuxd lists it, and no event was seen (start of this service, or a watcher that is down). */
    record Listed(long noticedNanos) implements LaneMessage {}

    /** A program on this host, perhaps this one, has given usbmuxd a record of it. */
    record RecordSaved() implements LaneMessage {}

    /** usbmuxd does not list it, though an attempt of it is open since before this service was started. */
    record NotListed() implements LaneMessage {}

    /** Something changed at the cable; look again. */
    record CableChanged() implements LaneMessage {}

    /** Something suggests that its trust is not what it was: prove it. During an attempt that is under way anyhow. */
    record Doubted() implements LaneMessage {}

    /**
     * An attempt has ended, and its place is kept for this device, which was the first in the row.
     *
     * @param pass gives the place away, for a lane that cannot use it now
     */
    record Turn(Runnable pass) implements LaneMessage {}

    /**
     * It is time to prove its record.
     *
     * @param done that is done, or not to be done now
     */
    record Verify(Verification.Occasion occasion, Runnable done) implements LaneMessage {}

    /** The whole host is held now, or is not any more. */
    record HostHoldChanged() implements LaneMessage {}

    /** Somebody wants something. */
    record Commanded(PairingCommand command, Envelope envelope, Runnable answered) implements LaneMessage {}

    /**
     * A command came too late.
     *
     * @param report says so, unless it was answered before
     */
    record Expired(Envelope envelope, Runnable report) implements LaneMessage {}

    /** The answer to a command is safely written: it must not be acted on again. */
    record Answered(String command, java.time.Instant until) implements LaneMessage {}
}
