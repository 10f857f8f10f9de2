package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** Paired, stored, and proven by a session. Carries the record. */
public record Trusted(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    public Trusted {
        if (facts.record() == null) {
            throw new IllegalArgumentException("Trusted without a record");
        }
    }

    @Override
    public EventType type() {
        return EventType.TRUSTED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.TRUSTED;
    }
}
