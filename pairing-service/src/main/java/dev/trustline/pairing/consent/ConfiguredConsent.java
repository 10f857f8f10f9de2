package dev.trustline.pairing.consent;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.AlertBudget;
import dev.trustline.pairing.handshake.ConsentPolicy;
import java.util.function.Consumer;

/**
 * A policy with what limits it. Thread-safe.
 *
 * @param rule        decides
 * @param budget      how many alerts there may be
 * @param afterDenial what follows a denial
 * @param counter     hears of each decision
 */
public record ConfiguredConsent(Rule rule, AlertBudget budget, AfterDenial afterDenial, Consumer<Say> counter) implements ConsentPolicy {
    /** Decides for a device, without waiting for anything. */
    @FunctionalInterface
    public interface Rule {
        /** The decision. */
        Decision decide(Udid udid, DeviceFacts facts);

        /** The same for every device. */
        static Rule always(Say say, String policy) {
            Decision decision = new Decision(say, "policy:" + policy);
            return (udid, facts) -> decision;
        }

        /** By the list that is in force. */
        static Rule of(AllowListFile list, PortPaths ports, Say otherwise) {
            return (udid, facts) -> list.inForce().ruleFor(udid, facts.productType(), ports.of(udid))
                    .map(r -> new Decision(r.say(), "policy:allow-list(" + r.label() + ")"))
                    .orElse(new Decision(otherwise, "policy:allow-list(otherwise)"));
        }
    }

    @Override
    public Decision decide(Udid udid, DeviceFacts facts) {
        Decision decision = rule.decide(udid, facts);
        counter.accept(decision.say());
        return decision;
    }
}
