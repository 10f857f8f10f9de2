package dev.trustline.events.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.TrustStatus;

/** A result that says in which state a relation is. One that repeats the current state is evidence, not a transition. */
public sealed interface RelationResult extends PairingResult permits AwaitingApproval, AwaitingUnlock, AwaitingTrust, Trusted, Denied, TimedOut, Prohibited, Failed, Deferred, Verified, Revoked, Unpaired {
    /** What is said, whatever the state. */
    ResultFacts facts();

    /** The state that this result puts the relation into. */
    @JsonIgnore
    TrustStatus status();

    @Override
    @JsonIgnore
    default String host() {
        return facts().host();
    }

    @Override
    default String subject() {
        return facts().udid().value();
    }
}
