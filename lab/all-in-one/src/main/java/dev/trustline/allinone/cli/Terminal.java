package dev.trustline.allinone.cli;

import dev.trustline.allinone.process.StartFailure;
import java.io.PrintStream;
import java.util.List;

/** What a person sees. One line at a time, whichever thread speaks. Thread-safe. */
final class Terminal {
    private final PrintStream out;

    Terminal(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    synchronized void say(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    /** The sentence, and below it the log lines of the child that failed. */
    static void complain(StartFailure failure) {
        System.err.println("trustline: " + failure.getMessage());
        failure.logLines().forEach(line -> System.err.println("    | " + line));
        System.err.flush();
    }
}
