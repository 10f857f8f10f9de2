package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** The device is locked; the attempt goes on by itself after the unlock. */
public record AwaitingUnlock(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.AWAITING_UNLOCK;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.AWAITING_UNLOCK;
    }
}
