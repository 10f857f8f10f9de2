package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported.HostProblem;
import java.util.List;

/** Finds what a person should mend on this host, as of now. Thread-safe; asked every second, so it does not block. */
@FunctionalInterface
public interface ProblemSource {
    /** What it has found, nothing if all is well. */
    List<HostProblem> problems();

    /** Whether this failure of a step is something that it tells of by itself, for as long as it lasts. */
    default boolean tells(Exception failure) {
        return false;
    }
}
