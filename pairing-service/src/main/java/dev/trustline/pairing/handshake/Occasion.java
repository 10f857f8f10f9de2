package dev.trustline.pairing.handshake;

import dev.trustline.events.command.PairingRequested;
import java.util.Optional;

/**
 * What leads to a look at a device.
 *
 * @param origin          the event or trace that everything said in this cable session goes back to
 * @param attachToEventMs from the cable to the watcher's event, where there was one and it measured that; else {@code null}
 * @param noticedNanos    when this process heard of it, {@link System#nanoTime}
 * @param again           look even if this cable session was dealt with before
 * @param pairAsked       somebody asks for a pairing: an erased device is asked anew
 */
record Occasion(ResultSink.Origin origin, Long attachToEventMs, long noticedNanos, boolean again, boolean pairAsked) {
    /** The watcher's event. */
    static Occasion of(LaneMessage.Attached attached) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.of(attached.envelope().id().toString()), attached.envelope().traceparent());
        return new Occasion(origin, attached.event().noticedAfterMs(), attached.receivedNanos(), false, false);
    }

    /** usbmuxd lists it, and no event told of it. */
    static Occasion of(LaneMessage.Listed listed) {
        return new Occasion(ResultSink.Origin.NONE, null, listed.noticedNanos(), false, false);
    }

    /** A command. */
    static Occasion of(LaneMessage.Commanded commanded) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.empty(), commanded.envelope().traceparent());
        return new Occasion(origin, null, System.nanoTime(), true, commanded.command() instanceof PairingRequested);
    }

    /** What was put off goes on now: the trace is the old one, the time begins anew. */
    Occasion goesOn() {
        return new Occasion(origin, null, System.nanoTime(), true, pairAsked);
    }
}
