package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** The device or a person said no; nothing is tried again on this cable session. */
public record Denied(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.DENIED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.DENIED;
    }
}
