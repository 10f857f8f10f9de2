package dev.trustline.pairing.consent;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.AlertBudget;
import dev.trustline.pairing.handshake.ConsentPolicy;

/**
 * A policy, and who remembers where it was gone round. Thread-safe.
 *
 * @param policy  decides
 * @param unasked remembers
 */
public record WatchedConsent(ConsentPolicy policy, UnaskedAlerts unasked) implements ConsentPolicy {
    @Override
    public Decision decide(Udid udid, DeviceFacts facts) {
        return policy.decide(udid, facts);
    }

    @Override
    public AlertBudget budget() {
        return policy.budget();
    }

    @Override
    public AfterDenial afterDenial() {
        return policy.afterDenial();
    }

    @Override
    public void goneRound(Udid udid) {
        unasked.noticed(udid);
    }
}
