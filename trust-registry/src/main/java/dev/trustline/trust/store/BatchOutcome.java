package dev.trustline.trust.store;

import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.RelationBatch;
import java.util.List;

/** What became of a batch. */
public sealed interface BatchOutcome permits BatchOutcome.Committed, BatchOutcome.Fenced {

    /**
     * It is stored.
     *
     * @param outcomes what became of each record
     * @param lost     how many relations miss an earlier result
     * @param suspected how many relations became doubtful, as their phone had forgotten another host
     * @param asked    the commands that rules made of it
     */
    record Committed(List<RelationBatch.Counted> outcomes, int lost, int suspected, List<CommandVerb> asked) implements BatchOutcome {
        public Committed {
            outcomes = List.copyOf(outcomes);
            asked = List.copyOf(asked);
        }
    }

    /** Nothing is stored: another copy has moved at least one partition's offset. */
    record Fenced() implements BatchOutcome {}
}
