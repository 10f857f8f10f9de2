package dev.trustline.allinone.process;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that should run as long as the lab does, as whoever watches it sees it.
 *
 * @param name   its name in messages, as in "The trust-registry ended"
 * @param runs   whether it runs now
 * @param ending how it ended, once it does not run: "ended with exit code 3"
 * @param log    what it printed
 * @param start  starts it again on the same data and waits until it is ready
 */
public record Watched(String name, BooleanSupplier runs, Supplier<String> ending, ChildLog log, Start start) {
    /** Starts something and waits until it is ready. */
    public interface Start {
        void run() throws StartFailure, InterruptedException;
    }
}
