package dev.trustline.pairing.handshake;

import java.util.Optional;

/**
 * What leads to a look at a device.
 *
 * @param origin          the event or trace that everything said in this cable session goes back to
 * @param attachToEventMs from the cable to the watcher's event, where there was one and it measured that; else {@code null}
 * @param noticedNanos    when this process heard of it, {@link System#nanoTime}
 * @param again           look even if this cable session was dealt with before
 */
record Occasion(ResultSink.Origin origin, Long attachToEventMs, long noticedNanos, boolean again) {
    /** The watcher's event. */
    static Occasion of(LaneMessage.Attached attached) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.of(attached.envelope().id().toString()), attached.envelope().traceparent());
        return new Occasion(origin, attached.event().noticedAfterMs(), attached.receivedNanos(), false);
    }

    /** usbmuxd lists it, and no event told of it. */
    static Occasion of(LaneMessage.Listed listed) {
        return new Occasion(ResultSink.Origin.NONE, null, listed.noticedNanos(), false);
    }

    /** A command. */
    static Occasion of(LaneMessage.Commanded commanded) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.empty(), commanded.envelope().traceparent());
        return new Occasion(origin, null, System.nanoTime(), true);
    }

    /** What was put off goes on now: the trace is the old one, the time begins anew. */
    Occasion goesOn() {
        return new Occasion(origin, null, System.nanoTime(), true);
    }
}
