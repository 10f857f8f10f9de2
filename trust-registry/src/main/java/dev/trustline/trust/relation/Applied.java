package dev.trustline.trust.relation;

/** What became of a result. */
public sealed interface Applied permits Applied.Transition, Applied.Evidence, Applied.Stale {

    /** The relation afterwards. */
    Relation relation();

    /** Whether an earlier result of the same process never arrived: its numbers leave a gap. */
    boolean lost();

    /** The state is another one now, or a first result came. */
    record Transition(Relation relation, StateTransition transition, boolean lost) implements Applied {}

    /** The state is the same; the result confirms it. */
    record Evidence(Relation relation, boolean lost) implements Applied {}

    /**
     * The result is not newer than what went in before: a repeat, or late.
     *
     * @param epochWentBack the broker took it after the one that went in, and yet its epoch is lower: the host's numbering
     *                      went back, so nothing that it says can be ordered
     */
    record Stale(Relation relation, boolean epochWentBack) implements Applied {
        @Override
        public boolean lost() {
            return false;
        }
    }
}
