package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** The host policy waits for a person before it raises the alert. */
public record AwaitingApproval(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.AWAITING_APPROVAL;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.AWAITING_APPROVAL;
    }
}
