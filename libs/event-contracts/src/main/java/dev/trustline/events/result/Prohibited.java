package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** The device may not be paired by this host as things are. */
public record Prohibited(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.PROHIBITED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.PROHIBITED;
    }
}
