package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** Nobody answered. A late tap still counts while the cable is in. */
public record TimedOut(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.TIMED_OUT;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.TIMED_OUT;
    }
}
