package dev.trustline.trust.store;

import dev.trustline.trust.relation.Relation;
import java.util.List;

/**
 * What is published in one Kafka transaction.
 *
 * @param ids         the outbox rows
 * @param epoch       the epoch of the registry's numbering
 * @param commands    commands, in the order in which they were given
 * @param transitions transitions, in the order of their commits
 * @param states      the newest state of each relation concerned
 */
public record OutboxPage(
        List<Long> ids,
        long epoch,
        List<NumberedCommand> commands,
        List<NumberedTransition> transitions,
        List<NumberedState> states) {

    public OutboxPage {
        ids = List.copyOf(ids);
        commands = List.copyOf(commands);
        transitions = List.copyOf(transitions);
        states = List.copyOf(states);
    }

    /** Whether there is nothing to publish. */
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /**
     * A command, whose id is its event's number, and the number before it.
     *
     * @param previous sequence of the command before about the same device, if it is of the same epoch; else 0
     * @param command  the command
     */
    public record NumberedCommand(long previous, StoredCommand command) {}

    /**
     * A relation and the number of the registry's event about it.
     *
     * @param sequence the event's sequence
     * @param relation the relation
     */
    public record NumberedState(long sequence, Relation relation) {}
}
