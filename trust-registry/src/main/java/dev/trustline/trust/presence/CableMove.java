package dev.trustline.trust.presence;

import dev.trustline.trust.relation.RelationKey;
import java.time.Instant;

/**
 * A device came onto a host's cable, or left it.
 *
 * @param key      device and host
 * @param at       when, by the broker's clock
 * @param attached whether it came
 */
public record CableMove(RelationKey key, Instant at, boolean attached) {}
