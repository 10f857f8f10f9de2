package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The data of one event: what happened, without the envelope. Each topic has its own sealed family of records that
 * implement this. Immutable and safe to share. A component documented as optional is {@code null} when unknown and is
 * then left out of the JSON.
 */
public interface EventData {
    /** The event type that this record is the data of; a constant of its class. */
    @JsonIgnore
    EventType type();

    /** What the event is about: a UDID, a host, or {@code host/service}. Becomes {@code ce_subject}. */
    @JsonIgnore
    String subject();
}
