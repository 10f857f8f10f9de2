package dev.trustline.trust.ladder;

import java.time.Instant;

/**
 * A trouble that ended in trust.
 *
 * @param version the relation's version when it became trusted
 * @param at      when, by the broker's clock
 * @param fault   what it had been
 * @param rung    the last rung taken before; {@code null} if it came without any, by a late tap for example
 */
public record Recovery(long version, Instant at, Fault fault, Rung rung) {}
