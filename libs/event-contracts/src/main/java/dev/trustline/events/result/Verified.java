package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** A stored record opened a session, and the device answered inside it. Carries the record. */
public record Verified(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    public Verified {
        if (facts.record() == null) {
            throw new IllegalArgumentException("Verified without a record");
        }
    }

    @Override
    public EventType type() {
        return EventType.VERIFIED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.TRUSTED;
    }
}
