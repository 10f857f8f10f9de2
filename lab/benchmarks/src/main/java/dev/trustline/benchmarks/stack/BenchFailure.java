package dev.trustline.benchmarks.stack;

/** A row cannot be measured: one sentence that says why. The other rows go on. */
public final class BenchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public BenchFailure(String sentence) {
        super(sentence);
    }

    public BenchFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
