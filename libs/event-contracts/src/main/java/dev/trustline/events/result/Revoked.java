package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** The device no longer knows a host that it had trusted. */
public record Revoked(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.REVOKED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.REVOKED;
    }
}
