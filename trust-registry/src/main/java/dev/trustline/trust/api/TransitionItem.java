package dev.trustline.trust.api;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.trust.relation.StateTransition;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A step in a relation's history as REST shows it.
 *
 * @param from      the state before
 * @param to        the state after
 * @param reason    why
 * @param rawError  the device's own error string, absent when it gave none
 * @param at        when, by the broker's clock
 * @param attempt   the attempt that led here
 * @param decidedBy who or which rule decided, absent when nothing was decided
 * @param evidence  source and id of the event that led here
 * @param timings   how long the phases took
 * @param impossibleTap why the tap on Trust cannot have been a person's, absent when nothing was odd
 * @param version   the relation's version afterwards
 */
@Schema(requiredProperties = {"from", "to", "reason", "at", "attempt", "evidence", "timings", "version"})
public record TransitionItem(TrustStatus from, TrustStatus to, Reason reason, String rawError, Instant at, int attempt,
        String decidedBy, String evidence, Timings timings, ImpossibleTap impossibleTap, long version) {

    static TransitionItem of(StateTransition t) {
        return new TransitionItem(t.from(), t.to(), t.reason(), t.rawError(), t.at(), t.attempt(), t.decidedBy(), t.evidence(),
                t.timings(), t.impossibleTap(), t.version());
    }
}
