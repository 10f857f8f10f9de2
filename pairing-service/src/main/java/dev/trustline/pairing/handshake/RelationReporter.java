package dev.trustline.pairing.handshake;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Says what happens to one device, and answers each command once: with the next thing that is said, or with the newest one
 * again. Used by its lane only.
 */
final class RelationReporter {
    private final Udid udid;
    private final String host;
    private final ResultSink sink;
    private final Deque<LaneMessage.Commanded> unanswered = new ArrayDeque<>();
    private final java.util.function.Consumer<Envelope> whenAnswered;
    private RelationResult newest;
    private String decidedBy;

    RelationReporter(Udid udid, String host, ResultSink sink, java.util.function.Consumer<Envelope> whenAnswered) {
        this.udid = udid;
        this.host = host;
        this.sink = sink;
        this.whenAnswered = whenAnswered;
    }

    String host() {
        return host;
    }

    /** Who or which rule let the alert be raised; kept with everything said from now on in this attempt. */
    void decidedBy(String who) {
        decidedBy = who;
    }

    /** A new cable session: nothing was said in it yet. */
    void beginSession() {
        newest = null;
        decidedBy = null;
    }

    /** What was said last in this cable session. */
    Optional<RelationResult> newest() {
        return Optional.ofNullable(newest);
    }

    /** Says what state the relation is in. */
    void say(CableSession session, int attempt, Reason reason, Function<ResultFacts, RelationResult> kind, UnaryOperator<ResultFacts> details) {
        ResultFacts facts = ResultFacts.of(udid, host, attempt, reason)
                .withDevice(session.identity().map(DeviceIdentity::facts).orElse(DeviceFacts.NONE))
                .withDecidedBy(decidedBy);
        newest = kind.apply(details.apply(facts));
        publish(newest, session.origin());
    }

    /** The next thing that is said answers this command. */
    void answerWithNext(LaneMessage.Commanded command) {
        unanswered.add(command);
    }

    /** What was said last answers this command; if nothing was, the next thing does. */
    void answerWithNewest(LaneMessage.Commanded command) {
        unanswered.add(command);
        if (newest != null) {
            publish(newest, ResultSink.Origin.NONE);
        }
    }

    /** Answers this command with something that is no state. */
    void answer(LaneMessage.Commanded command, PairingResult result) {
        send(result, traceOf(command), Optional.of(command));
    }

    /** Says something that is no state. */
    void tell(CableSession session, PairingResult result) {
        send(result, session.origin(), Optional.empty());
    }

    /** Who asked, as it is kept with a relation: {@code person:anna}, or a rule as it is. */
    static String decider(String requestedBy) {
        return requestedBy.startsWith("rule:") ? requestedBy : "person:" + requestedBy;
    }

    /** The host will not act on this command. */
    void reject(LaneMessage.Commanded command, Rejection reason, String rawError) {
        answer(command, new CommandRejected(udid, host, reason, rawError));
    }

    /** Whether a command waits for the next thing that is said. */
    boolean isAsked() {
        return !unanswered.isEmpty();
    }

    /** The host will not act on any command that still waits for an answer. */
    void rejectAll(Rejection reason, String rawError) {
        while (!unanswered.isEmpty()) {
            reject(unanswered.poll(), reason, rawError);
        }
    }

    private void publish(RelationResult result, ResultSink.Origin origin) {
        LaneMessage.Commanded first = unanswered.poll();
        send(result, origin, Optional.ofNullable(first));
        while (!unanswered.isEmpty()) {
            send(result, origin, Optional.of(unanswered.poll()));
        }
    }

    private void send(PairingResult result, ResultSink.Origin origin, Optional<LaneMessage.Commanded> answered) {
        sink.report(result, origin, answered.map(c -> c.envelope().id().toString()), () -> answered.ifPresent(c -> {
            whenAnswered.accept(c.envelope());
            c.answered().run();
        }));
    }

    private static ResultSink.Origin traceOf(LaneMessage.Commanded command) {
        return new ResultSink.Origin(Optional.empty(), command.envelope().traceparent());
    }
}
