package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trustline.events.EventType;
import dev.trustline.events.TrustStatus;

/** Trust was ended from the host’s side. */
public record Unpaired(@JsonUnwrapped ResultFacts facts) implements RelationResult {
    @Override
    public EventType type() {
        return EventType.UNPAIRED;
    }

    @Override
    @JsonIgnore
    public TrustStatus status() {
        return TrustStatus.UNPAIRED;
    }
}
