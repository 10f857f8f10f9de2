package dev.trustline.trust.relation;

import dev.trustline.events.result.PromptResult;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a batch of results says of questions that devices asked. Made for one transaction, then thrown away. Not thread-safe. */
public final class PromptBatch {

    private final Map<RelationKey, Prompts> known;
    private final Map<RelationKey, Prompts> changed = new TreeMap<>();

    /** A batch on top of what was known of these relations. */
    public PromptBatch(Map<RelationKey, Prompts> stored) {
        this.known = new HashMap<>(stored);
    }

    /** The relations that these results say something of a question about. */
    public static Set<RelationKey> concerned(Collection<ReceivedResult> results) {
        return results.stream().filter(PromptBatch::isPrompt).map(ReceivedResult::key).collect(Collectors.toSet());
    }

    /** Whether a result is about a question, and so none about trust. */
    static boolean isPrompt(ReceivedResult result) {
        return result.data() instanceof PromptResult;
    }

    /** Takes the next result; what is no question is passed over. */
    public void add(ReceivedResult result) {
        if (result.data() instanceof PromptResult prompt) {
            Prompts before = known.computeIfAbsent(result.key(), Prompts::none);
            Prompts after = before.take(prompt, result.origin());
            if (after != before) {
                known.put(result.key(), after);
                changed.put(result.key(), after);
            }
        }
    }

    /** What changed, in key order. */
    public List<Prompts> changed() {
        return List.copyOf(changed.values());
    }
}
