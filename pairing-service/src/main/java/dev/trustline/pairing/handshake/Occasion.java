package dev.trustline.pairing.handshake;

import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import java.util.Optional;

/**
 * What leads to a look at a device.
 *
 * @param origin          the event or trace that everything said in this cable session goes back to
 * @param attachToEventMs from the cable to the watcher's event, where there was one and it measured that; else {@code null}
 * @param noticedNanos    when this process heard of it, {@link System#nanoTime}
 * @param again           look even if this cable session was dealt with before
 * @param pairAsked       somebody asks for a pairing: an erased device is asked anew
 * @param counted         what a proof in it is counted under
 * @param aim             what it is for
 */
record Occasion(ResultSink.Origin origin, Long attachToEventMs, long noticedNanos, boolean again, boolean pairAsked, Verification.Occasion counted,
        Aim aim) {
    /** What a look at a device is for. */
    enum Aim {
        /** Trust: prove it, or ask for it. */
        TRUST,
        /** To know what is so: nobody is asked for trust that was not there before. */
        LOOK,
        /** As a look; the vault's record goes back to usbmuxd if it works. */
        RESTORE,
        /** usbmuxd's record takes the place of the vault's if it works, and nothing else is looked at. */
        ADOPT;

        static Aim of(Verification.Occasion occasion) {
            return switch (occasion) {
                case ATTACH, COMMAND -> TRUST;
                case DOUBT, SCHEDULE, KEEP_ALIVE, RECORD_SAVED -> LOOK;
            };
        }

        static Aim of(PairingCommand command) {
            if (command instanceof RecordAdoptRequested) {
                return ADOPT;
            }
            return command instanceof RecordRestoreRequested ? RESTORE : TRUST;
        }

        /** Whether it is over as soon as the device cannot tell. */
        boolean isOverWhenDeferred() {
            return this == RESTORE || this == ADOPT;
        }
    }

    /** Whether the watcher told of a cable that was plugged in; what usbmuxd lists may have been there all the time. */
    boolean isNewCable() {
        return !again && origin.causationId().isPresent();
    }

    /** What follows from what led to it. */
    Occasion(ResultSink.Origin origin, Long attachToEventMs, long noticedNanos, boolean again, boolean pairAsked, Verification.Occasion counted) {
        this(origin, attachToEventMs, noticedNanos, again, pairAsked, counted, Aim.of(counted));
    }

    /** The watcher's event. */
    static Occasion of(LaneMessage.Attached attached) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.of(attached.envelope().id().toString()), attached.envelope().traceparent());
        return new Occasion(origin, attached.event().noticedAfterMs(), attached.receivedNanos(), false, false, Verification.Occasion.ATTACH);
    }

    /** usbmuxd lists it, and no event told of it. */
    static Occasion of(LaneMessage.Listed listed) {
        return new Occasion(ResultSink.Origin.NONE, null, listed.noticedNanos(), false, false, Verification.Occasion.ATTACH);
    }

    /** A doubt: nobody asks, and the record is proven all the same. */
    static Occasion doubted() {
        return new Occasion(ResultSink.Origin.NONE, null, System.nanoTime(), true, false, Verification.Occasion.DOUBT);
    }

    /** A command. */
    static Occasion of(LaneMessage.Commanded commanded) {
        ResultSink.Origin origin = new ResultSink.Origin(Optional.empty(), commanded.envelope().traceparent());
        return new Occasion(origin, null, System.nanoTime(), true, commanded.command() instanceof PairingRequested, Verification.Occasion.COMMAND,
                Aim.of(commanded.command()));
    }

    /**
     * The same goes on now: the trace is the old one, the time begins anew.
     *
     * @param asking    the owner was to be asked
     * @param pairAsked somebody has asked for that meanwhile
     */
    Occasion goesOn(boolean asking, boolean pairAsked) {
        boolean forTrust = asking || aim == Aim.TRUST;
        return new Occasion(origin, null, System.nanoTime(), true, pairAsked, forTrust ? Verification.Occasion.ATTACH : counted, forTrust ? Aim.TRUST : Aim.LOOK);
    }

    /** Something has happened on this host that only a session tells the meaning of. */
    Occasion look() {
        return look(Verification.Occasion.RECORD_SAVED);
    }

    /** It is time for a proof. What it finds is said as at an attach. */
    Occasion look(Verification.Occasion due) {
        return new Occasion(origin, null, System.nanoTime(), true, false, due);
    }
}
