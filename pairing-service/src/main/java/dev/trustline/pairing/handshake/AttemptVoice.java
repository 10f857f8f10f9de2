package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.AwaitingUnlock;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.TimedOut;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What an attempt says of itself, each state once. Used by its lane only. */
final class AttemptVoice {
    private final CableSession session;
    private final AttemptEntry entry;
    private final RelationReporter reporter;
    private final AttemptMeter meter;
    private boolean timedOut;
    private Runnable beforeDenied = () -> { };

    AttemptVoice(CableSession session, AttemptEntry entry, RelationReporter reporter, AttemptMeter meter) {
        this.session = session;
        this.entry = entry;
        this.reporter = reporter;
        this.meter = meter;
    }

    /** To be done before it is stored and said that the owner has answered with no. */
    void beforeDenied(Runnable task) {
        beforeDenied = task;
    }

    /** The alert is up. While the attempt is timed out that is not said again; after another lock and unlock it is. */
    void alertIsUp(Reason reason, String rawError) {
        if (!isNewest(Reason.DIALOG_UNANSWERED)) {
            sayOnce(reason, AwaitingTrust::new, f -> f.withRawError(rawError).withTimings(session.timings(System.nanoTime(), false)));
        }
    }

    /** The device is locked. The alert that comes after the unlock may time out again. */
    void locked(Reason reason, String rawError) {
        timedOut = false;
        sayOnce(reason, AwaitingUnlock::new, f -> f.withRawError(rawError));
    }

    /** Says a state unless it was the last that was said in this attempt. */
    void sayOnce(Reason reason, Function<ResultFacts, RelationResult> kind, UnaryOperator<ResultFacts> details) {
        if (!isNewest(reason)) {
            say(reason, kind, details);
        }
    }

    private boolean isNewest(Reason reason) {
        return reporter.newest().filter(n -> n.facts().reason() == reason && n.facts().attempt() == entry.number()).isPresent();
    }

    /** Nobody answered the alert in time, said once for each alert. A later tap still counts. */
    void timeOut() {
        if (!timedOut) {
            timedOut = true;
            say(Reason.DIALOG_UNANSWERED, TimedOut::new, UnaryOperator.identity());
        }
    }

    boolean isTimedOut() {
        return timedOut;
    }

    /** Ends the attempt, with the device's own words where it used some. */
    Round over(Reason reason, Function<ResultFacts, RelationResult> kind, String rawError) {
        if (reason == Reason.USER_DENIED) {
            beforeDenied.run();
        }
        entry.end();
        // what could not be kept is asked again, which shows no alert: the device says no again
        if (reason == Reason.USER_DENIED || reason == Reason.REFUSED_WITHOUT_ALERT) {
            session.refused();
        }
        say(reason, kind, f -> f.withRawError(rawError).withTimings(session.timings(System.nanoTime(), false)));
        reporter.newest().ifPresent(ended -> meter.ended(ended.status(), session.sinceCable(System.nanoTime())));
        return Round.OVER;
    }

    private void say(Reason reason, Function<ResultFacts, RelationResult> kind, UnaryOperator<ResultFacts> details) {
        reporter.say(session, entry.number(), reason, kind, details);
    }
}
