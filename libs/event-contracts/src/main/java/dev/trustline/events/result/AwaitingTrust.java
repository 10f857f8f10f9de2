package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** The alert is up on the device. */
public record AwaitingTrust(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.AWAITING_TRUST;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.AWAITING_TRUST;
    }
}
