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
 * @param aim             what it is for
 */
record Occasion(ResultSink.Origin origin, Long attachToEventMs, long noticedNanos, boolean again, boolean pairAsked, Aim aim) {
    /** What a look at a device is for. */
    enum Aim {
        /** Trust: prove it, or ask for it. */
        TRUST,
        /** To know what is so: nobody is asked for trust that was not there before. */
        LOOK
    }

    /** The watcher's event. */
    static Occasion of(LaneMessage.Attached attached) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.of(attached.envelope().id().toString()), attached.envelope().traceparent());
        return new Occasion(origin, attached.event().noticedAfterMs(), attached.receivedNanos(), false, false, Aim.TRUST);
    }

    /** usbmuxd lists it, and no event told of it. */
    static Occasion of(LaneMessage.Listed listed) {
        return new Occasion(ResultSink.Origin.NONE, null, listed.noticedNanos(), false, false, Aim.TRUST);
    }

    /** A doubt: nobody asks, and the record is proven all the same. */
    static Occasion doubted() {
        return new Occasion(ResultSink.Origin.NONE, null, System.nanoTime(), true, false, Aim.TRUST);
    }

    /** A command. */
    static Occasion of(LaneMessage.Commanded commanded) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.empty(), commanded.envelope().traceparent());
        return new Occasion(origin, null, System.nanoTime(), true, commanded.command() instanceof PairingRequested, Aim.TRUST);
    }

    /** What was put off goes on now: the trace is the old one, the time begins anew. */
    Occasion goesOn() {
        return new Occasion(origin, null, System.nanoTime(), true, pairAsked, Aim.TRUST);
    }

    /** Something has happened on this host that only a session tells the meaning of. */
    Occasion look() {
        return new Occasion(origin, null, System.nanoTime(), true, false, Aim.LOOK);
    }
}
