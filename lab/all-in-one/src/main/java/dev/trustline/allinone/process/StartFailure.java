package dev.trustline.allinone.process;

import java.util.List;

/**
 * The lab cannot be started: one sentence for a person that says what to do, and, where a child process failed, its last
 * log lines, or, where several things are wrong, a line for each. The command ends with exit code 2.
 */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> logLines;

    public StartFailure(String sentence) {
        this(sentence, List.of());
    }

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
        this.logLines = List.of();
    }

    public StartFailure(String sentence, List<String> logLines) {
        super(sentence);
        this.logLines = List.copyOf(logLines);
    }

    /** The last lines of the log of the child that failed, oldest first, or what is wrong in detail; empty if the sentence says it all. */
    public List<String> logLines() {
        return logLines == null ? List.of() : logLines;
    }
}
