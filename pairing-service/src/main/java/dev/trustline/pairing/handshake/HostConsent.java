package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.result.AwaitingApproval;
import dev.trustline.events.result.Deferred;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.Rejection;
import java.util.function.UnaryOperator;

/** The host side's consent to one attempt: by policy or by a person, always before the alert, and within the alerts of a day. Used by its lane only. */
final class HostConsent {
    private static final String AFTER_DENIAL = "policy:after-denial";
    private static final String ALERT_CAP = "policy:alert-cap";
    private static final String DENIAL_HOLDS = "rule:after-denial";

    private final ConsentPolicy policy;
    private final CableSession session;
    private final AttemptEntry entry;
    private final AttemptVoice voice;
    private final RelationReporter reporter;
    private boolean given;
    private boolean byPerson;
    private boolean capped;
    private String decider;

    HostConsent(ConsentPolicy policy, CableSession session, AttemptEntry entry, AttemptVoice voice, RelationReporter reporter) {
        this.policy = policy;
        this.session = session;
        this.entry = entry;
        this.voice = voice;
        this.reporter = reporter;
        voice.beforeDenied(this::deviceDenied);
    }

    /** {@link Round#AGAIN} if the alert may be raised; it is counted then. */
    Round ask() {
        Round said = given ? Round.AGAIN : askPolicy();
        return said == Round.AGAIN ? underTheCap() : said;
    }

    private Round askPolicy() {
        ConsentPolicy.Decision decision = policy.decide(session.udid(), session.identity().orElseThrow().facts());
        entry.begin();
        reporter.decidedBy(decision.rule());
        if (decision.say() != ConsentPolicy.Say.REFUSE && isBlockedByDenial()) {
            reporter.decidedBy(AFTER_DENIAL);
            return voice.over(Reason.APPROVAL_REFUSED, Denied::new, null);
        }
        return switch (decision.say()) {
            case ALLOW -> {
                allowedBy(decision.rule());
                yield Round.AGAIN;
            }
            case ASK -> {
                if (entry.approvedBy().isPresent()) {
                    byPerson = true;
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

    private boolean isBlockedByDenial() {
        return policy.afterDenial() == ConsentPolicy.AfterDenial.BLOCK && entry.alerts().denied() && !session.isPairAsked();
    }

    /** Whoever asks for this one alert may have it; it counts all the same. While it is put off it is looked at again every hour. */
    private Round underTheCap() {
        AlertBudget budget = policy.budget();
        int cable = session.attachment().deviceId();
        boolean isCounted = entry.alerts().isCounted(entry.number(), cable);
        if (!isCounted && !byPerson && !session.isPairAsked() && budget.isSpent(entry.alerts())) {
            if (!capped) {
                budget.capped();
            }
            capped = true;
            entry.saveIfChanged();
            reporter.decidedBy(ALERT_CAP);
            voice.sayOnce(Reason.ALERT_CAP, Deferred::new, UnaryOperator.identity());
            return Round.WAIT_APPROVAL;
        }
        if (capped) {
            capped = false;
            reporter.decidedBy(decider);
        }
        entry.noteAlerts(budget.counted(entry.alerts(), entry.number(), cable));
        return Round.AGAIN;
    }

    /** Whether the alert may be raised, or is. */
    boolean isGiven() {
        return given && !capped;
    }

    /** Whether the alert waits for the end of a day with too many. */
    boolean isCapped() {
        return capped;
    }

    private void deviceDenied() {
        entry.noteAlerts(entry.alerts().refused());
        if (policy.afterDenial() == ConsentPolicy.AfterDenial.HOLD) {
            entry.hold(DENIAL_HOLDS);
            reporter.tell(session, new Held(session.udid(), reporter.host()));
        }
    }

    private void allowedBy(String who) {
        given = true;
        decider = who;
        reporter.decidedBy(who);
    }

    /** A person lets the alert be raised. False if that is no answer to this attempt. */
    boolean granted(LaneMessage.Commanded message, ApprovalGranted command) {
        if (!answers(message, command.attempt())) {
            return false;
        }
        String person = RelationReporter.decider(command.requestedBy());
        entry.approve(person);
        byPerson = true;
        allowedBy(person);
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
