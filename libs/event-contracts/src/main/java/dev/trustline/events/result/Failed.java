package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** The attempt ended without an answer of the device’s owner. */
public record Failed(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.FAILED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.FAILED;
    }
}
