package dev.trustline.trust.publishing;

import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.OutboxPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest version of each relation that {@code trust.state} holds. A relation in the database below it means that an
 * older backup was put back. Confined to one thread.
 */
public final class Checkpoint {

    private final Map<RelationKey, Long> versions = new HashMap<>();

    /** This state is on the topic. */
    void add(Relation published) {
        versions.merge(published.key(), published.version(), Math::max);
    }

    /** These states are on the topic. */
    void add(OutboxPage published) {
        published.states().forEach(s -> add(s.relation()));
    }

    /** Which of these relations, by version, the topic has no state or an older state of. */
    List<RelationKey> lacks(Map<RelationKey, Long> stored) {
        return stored.entrySet().stream()
                .filter(r -> versions.getOrDefault(r.getKey(), 0L) < r.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the topic has a newer state of one of the relations on this page. */
    boolean isAheadOf(OutboxPage page) {
        return page.states().stream()
                .map(OutboxPage.NumberedState::relation)
                .anyMatch(r -> versions.getOrDefault(r.key(), 0L) > r.version());
    }
}
