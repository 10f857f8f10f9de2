package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.result.Deferred;
import dev.trustline.events.result.Rejection;

/** What cannot be done with a device on the cable now, since pairing is held or the host is busy. It goes on by itself. Used by its lane only. */
final class PutOff {
    private final HandshakeParts parts;
    private final Lanes lanes;
    private final DeviceLane lane;
    private final RelationReporter reporter;
    private final Holds holds;
    private CableSession session;
    private boolean heldBack;

    PutOff(HandshakeParts parts, Lanes lanes, DeviceLane lane, LaneTools tools) {
        this.parts = parts;
        this.lanes = lanes;
        this.lane = lane;
        this.reporter = tools.reporter();
        this.holds = tools.holds();
    }

    boolean isEmpty() {
        return session == null;
    }

    void forget() {
        session = null;
    }

    /** No attempt now. A command is told so and may come again; a cable is taken up by itself. */
    void now(CableSession what, Reason reason, Rejection rejection) {
        if (reporter.isAsked()) {
            reporter.rejectAll(rejection, null);
        } else if (reason == Reason.HELD) {
            holdBack(what);
        } else {
            keep(what, false);
            say(reason);
        }
    }

    /** Held, and said so. */
    void holdBack(CableSession what) {
        keep(what, true);
        reporter.decidedBy(holds.decidedBy());
        say(Reason.HELD);
    }

    /**
     * Kept, and nothing is said.
     *
     * @param held whether it is a hold that is waited for now
     */
    void keep(CableSession what, boolean held) {
        session = what;
        heldBack = held;
    }

    /** What that session has left until the release, where nothing else of it is put off. */
    void untilRelease(CableSession what) {
        if (what.isLeftUntilRelease() && session == null) {
            keep(what, true);
            lane.post(new LaneMessage.HostHoldChanged()); // the release may have come meanwhile
        }
    }

    private void say(Reason reason) {
        reporter.say(session, parts.vault().load(session.udid()).attempt(), reason, Deferred::new, f -> f);
    }

    /** It is held too, or goes on, if that has changed. */
    void followHold() {
        if (session == null || holds.isHeld() == heldBack) {
            return;
        }
        if (holds.isHeld()) {
            lanes.leave(lane);
            holdBack(session);
        } else {
            goOn();
        }
    }

    /** Begins again, if it is wanted still. */
    void goOn() {
        CableSession what = session;
        session = null;
        if (what != null) {
            lane.begin(what.goesOn());
        }
    }
}
