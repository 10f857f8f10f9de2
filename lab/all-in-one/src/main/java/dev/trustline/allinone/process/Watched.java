package dev.trustline.allinone.process;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Something that should run as long as the lab does, as whoever watches it sees it.
 *
 * @param name     its name in messages, as in "The trust-registry ended"
 * @param runs     whether it runs now
 * @param exitCode how it ended, once it does not run
 * @param log      what it printed
 * @param start    starts it again on the same data and waits until it is ready
 */
public record Watched(String name, BooleanSupplier runs, IntSupplier exitCode, ChildLog log, Start start) {
    /** Starts something and waits until it is ready. */
    public interface Start {
        void run() throws StartFailure, InterruptedException;
    }
}
