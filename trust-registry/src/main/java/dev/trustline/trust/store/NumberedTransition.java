package dev.trustline.trust.store;

import dev.trustline.events.envelope.EventId;
import dev.trustline.trust.relation.StateTransition;

/**
 * A transition and the number of the registry's event about it.
 *
 * @param id         the event's number; it stays the same however often it is sent
 * @param previous   sequence of the event about the transition before, if it is of the same epoch; else 0
 * @param transition the step
 */
public record NumberedTransition(EventId id, long previous, StateTransition transition) {}
