package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.result.AwaitingApproval;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Rejection;
import java.util.function.UnaryOperator;

/** The host side's consent to one attempt: by policy or by a person, always before the alert. Used by its lane only. */
final class HostConsent {
    private final ConsentPolicy policy;
    private final CableSession session;
    private final AttemptEntry entry;
    private final AttemptVoice voice;
    private final RelationReporter reporter;
    private boolean given;

    HostConsent(ConsentPolicy policy, CableSession session, AttemptEntry entry, AttemptVoice voice, RelationReporter reporter) {
        this.policy = policy;
        this.session = session;
        this.entry = entry;
        this.voice = voice;
        this.reporter = reporter;
    }

    /** {@link Round#AGAIN} if the alert may be raised. */
    Round ask() {
        if (given) {
            return Round.AGAIN;
        }
        ConsentPolicy.Decision decision = policy.decide(session.udid(), session.identity().orElseThrow().facts());
        entry.begin();
        reporter.decidedBy(decision.rule());
        return switch (decision.say()) {
            case ALLOW -> {
                allowedBy(decision.rule());
                yield Round.AGAIN;
            }
            case ASK -> {
                if (entry.approvedBy().isPresent()) {
                    allowedBy(entry.approvedBy().get());
                    yield Round.AGAIN;
                }
                entry.save();
                voice.sayOnce(Reason.POLICY_ASKS, AwaitingApproval::new, UnaryOperator.identity());
                yield Round.WAIT_APPROVAL;
            }
            case REFUSE -> voice.over(Reason.APPROVAL_REFUSED, Denied::new, null);
        };
    }

    private void allowedBy(String decider) {
        given = true;
        reporter.decidedBy(decider);
    }

    /** A person lets the alert be raised. False if that is no answer to this attempt. */
    boolean granted(LaneMessage.Commanded message, ApprovalGranted command) {
        if (!answers(message, command.attempt())) {
            return false;
        }
        String decider = RelationReporter.decider(command.requestedBy());
        entry.approve(decider);
        allowedBy(decider);
        return true;
    }

    /** A person forbids the alert. False if that ends the attempt. */
    boolean refused(LaneMessage.Commanded message, ApprovalRefused command) {
        if (answers(message, command.attempt())) {
            reporter.decidedBy(RelationReporter.decider(command.requestedBy()));
            voice.over(Reason.APPROVAL_REFUSED, Denied::new, null);
        }
        return entry.isOpen();
    }

    /** Another attempt, or one that is decided, is not what the person looked at. */
    private boolean answers(LaneMessage.Commanded message, int attempt) {
        if (given || attempt != entry.number()) {
            reporter.reject(message, Rejection.WRONG_ATTEMPT, null);
            return false;
        }
        reporter.answerWithNext(message);
        return true;
    }
}
