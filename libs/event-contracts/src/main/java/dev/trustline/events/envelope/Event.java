package dev.trustline.events.envelope;

import dev.trustline.events.EventData;

/**
 * An event: its envelope and its data. Immutable.
 *
 * @param envelope what its headers say
 * @param data     what its JSON says
 * @param <T> the data, or the sealed family of a topic
 */
public record Event<T extends EventData>(Envelope envelope, T data) {}
