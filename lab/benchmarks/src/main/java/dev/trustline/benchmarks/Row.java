package dev.trustline.benchmarks;

import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.stack.BenchFailure;
import java.util.List;

/** Something that can be measured on its own: it starts what it needs, and its time is bounded. */
public interface Row {
    /** By which a person chooses it. */
    String name();

    /** What it measures, in a line. */
    String summary();

    /**
     * Measures.
     *
     * @return its figures, in the order of the table
     * @throws BenchFailure if it cannot be measured, with a sentence that says why
     */
    List<Figure> measure(Bench bench) throws BenchFailure, InterruptedException;
}
