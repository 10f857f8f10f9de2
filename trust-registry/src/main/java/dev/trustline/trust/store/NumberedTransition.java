package dev.trustline.trust.store;

import dev.trustline.events.envelope.EventId;
import dev.trustline.trust.relation.StateTransition;

/**
 * A transition and the number of the registry's event about it.
 *
 * @param id         the event's number; it stays the same however often it is sent
 * @param transition the step
 */
public record NumberedTransition(EventId id, StateTransition transition) {}
