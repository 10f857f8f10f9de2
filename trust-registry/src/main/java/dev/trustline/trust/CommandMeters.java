package dev.trustline.trust;

import dev.trustline.trust.relation.CommandVerb;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumSet;

/** Counts commands once they are stored: those of people and those of the registry's own rules. Thread-safe. */
@ApplicationScoped
public class CommandMeters {

    private static final String OPERATOR = "operator";
    private static final String RULE = "rule";

    private final MeterRegistry registry;

    public CommandMeters(MeterRegistry registry) {
        this.registry = registry;
        // there from the start, at 0: a rate needs a value before the first
        EnumSet.allOf(CommandVerb.class).forEach(verb -> count(verb, OPERATOR, 0));
        EnumSet.of(CommandVerb.VERIFY, CommandVerb.PAIR, CommandVerb.HOLD, CommandVerb.RELEASE).forEach(verb -> count(verb, RULE, 0));
    }

    /** A person gave this command. */
    public void byOperator(CommandVerb verb) {
        count(verb, OPERATOR, 1);
    }

    /** Rules gave these commands. */
    public void byRules(Collection<CommandVerb> verbs) {
        verbs.forEach(verb -> count(verb, RULE, 1));
    }

    private void count(CommandVerb verb, String who, int more) {
        registry.counter(TrustMetrics.COMMANDS, TrustMetrics.COMMAND, verb.wireText(), TrustMetrics.WHO, who).increment(more);
    }
}
