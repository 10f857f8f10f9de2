package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** No attempt is made now, and nothing is known of what the device would answer; it begins by itself when the reason is gone. */
public record Deferred(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.DEFERRED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.UNKNOWN;
    }
}
