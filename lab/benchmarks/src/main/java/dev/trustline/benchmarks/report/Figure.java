package dev.trustline.benchmarks.report;

import java.util.Objects;
import java.util.Optional;

/**
 * One row of the table. Immutable.
 *
 * @param name    what was measured, unique in a report
 * @param unit    {@code ms}, {@code s}, {@code MB}, {@code 1/s}; {@code 1} for a plain number
 * @param reading what came out
 * @param target  what it must reach, if anything
 * @param peer    what it is held against, if anything
 * @param note    how it came about: parts of the time, sizes, what it depended on
 */
public record Figure(String name, String unit, Reading reading, Optional<Target> target, Optional<Peer> peer, String note) {
    public Figure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(reading, "reading");
        Objects.requireNonNull(note, "note");
    }

    /** A figure without target, peer and note. */
    public static Figure of(String name, String unit, Reading reading) {
        return new Figure(name, unit, reading, Optional.empty(), Optional.empty(), "");
    }

    /** A figure that did not come about: no reading, and no target that could be met or missed. */
    public static Figure unmeasured(String name, String why) {
        return of(name, "1", Reading.nothing()).note("could not be measured: " + why);
    }

    /** The same with a target. */
    public Figure target(Target value) {
        return new Figure(name, unit, reading, Optional.of(value), peer, note);
    }

    /** The same beside a peer. */
    public Figure peer(String who, Reading theirs) {
        return new Figure(name, unit, reading, target, Optional.of(new Peer(who, theirs)), note);
    }

    /** The same with one more remark. */
    public Figure note(String text) {
        String all = note.isEmpty() || text.isEmpty() ? note + text : note + "; " + text;
        return new Figure(name, unit, reading, target, peer, all);
    }

    /** Whether the target is reached; empty if there is none. */
    public Optional<Boolean> met() {
        return target.map(t -> t.isMetBy(reading));
    }

    /** Whether there is a target that was not reached. */
    public boolean isMissed() {
        return met().filter(m -> !m).isPresent();
    }
}
