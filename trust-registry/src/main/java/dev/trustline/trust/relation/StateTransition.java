package dev.trustline.trust.relation;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import java.time.Instant;

/**
 * One step in a relation's history.
 *
 * @param key         device and host
 * @param from        the state before
 * @param to          the state after
 * @param reason      why
 * @param rawError    the device's own error string, {@code null} when it gave none
 * @param at          when, by the broker's clock
 * @param attempt     the attempt that led here
 * @param evidence    source and id of the event that led here
 * @param decidedBy   who or which rule decided, {@code null} when nothing was decided
 * @param timings     how long the phases took
 * @param version     the relation's version afterwards
 * @param traceparent W3C trace context, {@code null} if there is none
 * @param impossibleTap why the tap that led here cannot have been a person's; {@code null} when nothing was odd
 */
public record StateTransition(
        RelationKey key,
        TrustStatus from,
        TrustStatus to,
        Reason reason,
        String rawError,
        Instant at,
        int attempt,
        String evidence,
        String decidedBy,
        Timings timings,
        long version,
        String traceparent,
        ImpossibleTap impossibleTap) {}
