package dev.trustline.trust.relation;

import dev.trustline.events.result.PairingResult;

/**
 * A result as it came from the topic.
 *
 * @param key    device and host; {@code null} for a result about a whole host
 * @param data   what is said
 * @param origin its number and time
 */
public record ReceivedResult(RelationKey key, PairingResult data, Origin origin) {}
