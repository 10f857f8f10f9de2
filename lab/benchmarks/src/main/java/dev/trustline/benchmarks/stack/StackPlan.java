package dev.trustline.benchmarks.stack;

import dev.trustline.events.envelope.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a row needs. Immutable.
 *
 * @param name          names the data folder
 * @param phones        how many virtual phones, all unplugged; 0 for the registry alone
 * @param personalities how some of them behave, as the virtual device reads it
 * @param pairing       further variables of pairing-service
 * @param registry      further variables of the registry
 */
public record StackPlan(String name, int phones, List<String> personalities, Map<String, String> pairing, Map<String, String> registry) {
    public StackPlan {
        personalities = List.copyOf(personalities);
        pairing = Map.copyOf(pairing);
        registry = Map.copyOf(registry);
    }

    /** Broker, database and registry, no host. */
    public static StackPlan registryOnly(String name) {
        return new StackPlan(name, 0, List.of(), Map.of(), Map.of());
    }

    /** Everything, with so many phones whose owners wait to be told. */
    public static StackPlan phones(String name, int phones) {
        return new StackPlan(name, phones, List.of(), Map.of(), Map.of());
    }

    /** The same, the phones from {@code first} to {@code last} (from 1) are tapped as soon as the alert shows. */
    public StackPlan tappedAtOnce(int first, int last) {
        List<String> all = new ArrayList<>(personalities);
        all.add(first + "-" + last + ":trusts-after=0s");
        return new StackPlan(name, phones, all, pairing, registry);
    }

    /** The same, with so many identities in pairing-service's pool. */
    public StackPlan pool(int size) {
        return new StackPlan(name, phones, personalities, Map.of("PAIRING_IDENTITY_POOL", Integer.toString(size)), registry);
    }

    Map<String, Map<String, String>> environment() {
        return Map.of(EventSource.PAIRING_SERVICE, pairing, EventSource.TRUST_REGISTRY, registry);
    }
}
