package dev.trustline.trust.relation;

import dev.trustline.events.Udid;
import dev.trustline.events.result.LostHostUnpaired;
import dev.trustline.events.result.RelationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a batch of results amounts to: applied one after the other to the relations as they were, gathered so that it can
 * be written with a handful of statements. Made for one transaction, then thrown away. Not thread-safe.
 */
public final class RelationBatch {

    private final Map<RelationKey, Relation> relations;
    private final long clockMillis;
    private final Map<RelationKey, Relation> changed = new TreeMap<>();
    private final Set<RelationKey> toPublish = new TreeSet<>();
    private final List<StateTransition> transitions = new ArrayList<>();
    private final List<CommandAnswer> answers = new ArrayList<>();
    private final Set<RelationKey> toVerify = new LinkedHashSet<>();
    private final Map<RelationKey, Instant> suspectedBefore = new HashMap<>();
    private final Set<RelationKey> suspected = new TreeSet<>();
    private final Map<String, Instant> epochWentBack = new HashMap<>();
    private final Map<RelationKey, HoldNote> holds = new TreeMap<>();
    private final Map<String, HostHoldNote> hostHolds = new TreeMap<>();
    private final List<Counted> outcomes = new ArrayList<>();

    /**
     * A batch on top of these relations.
     *
     * @param stored      every relation of the devices that the results are about, as far as they exist
     * @param clockMillis the database's clock
     */
    public RelationBatch(Map<RelationKey, Relation> stored, long clockMillis) {
        this.relations = new HashMap<>(stored);
        stored.values().stream().filter(r -> r.marks().suspected())
                .forEach(r -> suspectedBefore.put(r.key(), r.marks().suspectedSince()));
        this.clockMillis = clockMillis;
    }

    /** Takes the next result. */
    public void add(ReceivedResult result) {
        CommandAnswer.of(result).ifPresent(answers::add);
        HostHoldNote.of(result).ifPresent(note -> hostHolds.merge(note.host(), note, HostHoldNote::orNewer));
        if (result.key() == null) {
            outcomes.add(new Counted(result.data().type().shortName(), Outcome.APPLIED));
            return;
        }
        HoldNote.of(result).ifPresent(note -> holds.merge(note.key(), note, HoldNote::orNewer));
        Relation before = relations.computeIfAbsent(result.key(), k -> Relation.unknown(k, result.origin().at()));
        Applied applied = result.data() instanceof RelationResult said
                ? before.apply(said, result.origin(), clockMillis)
                : before.note(result.origin(), clockMillis);
        take(result, applied);
        if (result.data() instanceof LostHostUnpaired ended && !(applied instanceof Applied.Stale)) {
            endElsewhere(new RelationKey(ended.udid(), ended.lostHost()), result.origin());
        }
    }

    private void endElsewhere(RelationKey key, Origin origin) {
        Optional.ofNullable(relations.get(key)).flatMap(r -> r.endedElsewhere(origin, clockMillis)).ifPresent(ended -> {
            relations.put(key, ended.relation());
            changed.put(key, ended.relation());
            toPublish.add(key);
            transitions.add(ended.transition());
        });
    }

    /**
     * Marks what the batch makes doubtful, and clears what it proves, on every relation of the devices concerned. To be called
     * once, after the last result.
     */
    public void settle() {
        Set<Udid> concerned = relations.values().stream()
                .filter(r -> r.marks().forgottenAt() != null || r.marks().suspected())
                .map(r -> r.key().udid())
                .collect(Collectors.toSet());
        if (!concerned.isEmpty()) {
            relations.values().stream()
                    .filter(r -> concerned.contains(r.key().udid()))
                    .collect(Collectors.groupingBy(r -> r.key().udid()))
                    .values()
                    .forEach(this::settle);
        }
    }

    private void settle(Collection<Relation> ofOnePhone) {
        for (Relation relation : ofOnePhone) {
            Instant since = MassReset.suspectedSince(relation, ofOnePhone);
            if (since != null && !since.equals(suspectedBefore.get(relation.key()))) {
                suspected.add(relation.key());
            }
            if (!Objects.equals(since, relation.marks().suspectedSince())) {
                Relation marked = relation.suspectedSince(since, clockMillis);
                relations.put(marked.key(), marked);
                changed.put(marked.key(), marked);
                toPublish.add(marked.key());
            }
        }
    }

    private void take(ReceivedResult result, Applied applied) {
        String type = result.data().type().shortName();
        if (applied instanceof Applied.Stale stale) {
            if (stale.epochWentBack()) {
                epochWentBack.put(result.key().host(), result.origin().at());
            }
            boolean repeat = stale.relation().applied().equals(result.origin().id());
            outcomes.add(new Counted(type, repeat ? Outcome.DUPLICATE : Outcome.STALE));
            return;
        }
        relations.put(result.key(), applied.relation());
        changed.put(result.key(), applied.relation());
        if (!PromptBatch.isPrompt(result)) {
            toPublish.add(result.key());
        }
        if (applied instanceof Applied.Transition transition) {
            transitions.add(transition.transition());
        }
        if (applied.lost()) {
            toVerify.add(result.key());
        }
        outcomes.add(new Counted(type, Outcome.APPLIED));
    }

    /** What was said of holding. */
    public List<HoldNote> holds() {
        return List.copyOf(holds.values());
    }

    /** What was said of holding whole hosts, in the order of their names. */
    public List<HostHoldNote> hostHolds() {
        return List.copyOf(hostHolds.values());
    }

    /** The relations that changed, in key order. */
    public List<Relation> changed() {
        return List.copyOf(changed.values());
    }

    /**
     * Those of them that other systems are told of. A question that a device asks its owner changes nothing but the number of the
     * last result: a reader of trust does not wake up for it.
     */
    public List<Relation> published() {
        return changed.values().stream().filter(r -> toPublish.contains(r.key())).toList();
    }

    /** The transitions, in the order of the results. */
    public List<StateTransition> transitions() {
        return List.copyOf(transitions);
    }

    /** The answers to commands. */
    public List<CommandAnswer> answers() {
        return List.copyOf(answers);
    }

    /** The relations about which a result was lost: a verification brings the belief up to date. */
    public Set<RelationKey> toVerify() {
        return Set.copyOf(toVerify);
    }

    /** The relations that are suspected by news of this batch, in key order. */
    public Set<RelationKey> suspected() {
        return Collections.unmodifiableSet(suspected);
    }

    /** Hosts whose numbering went back, and when the broker took the record that shows it. */
    public Map<String, Instant> epochWentBack() {
        return Map.copyOf(epochWentBack);
    }

    /** What became of each result, for the counters. */
    public List<Counted> outcomes() {
        return List.copyOf(outcomes);
    }

    /** What became of one result. */
    public enum Outcome {
        APPLIED,
        DUPLICATE,
        STALE
    }

    /**
     * One result and its outcome.
     *
     * @param type    the event type's short name
     * @param outcome what became of it
     */
    public record Counted(String type, Outcome outcome) {}
}
