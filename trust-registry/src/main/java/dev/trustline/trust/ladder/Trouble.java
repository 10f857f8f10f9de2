package dev.trustline.trust.ladder;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A relation that has been in trouble and is not trusted since.
 *
 * @param fault what kind, as the newest sign of it says
 * @param since when it began, by the broker's clock
 * @param taken the rungs that were seen taken since, in their order of time
 */
public record Trouble(Fault fault, Instant since, List<Taken> taken) {

    public Trouble {
        taken = List.copyOf(taken);
    }

    /**
     * A rung that was seen taken.
     *
     * @param rung which
     * @param at   when it was seen, by the broker's clock
     */
    public record Taken(Rung rung, Instant at) {}

    /** The last rung taken, empty if none was. */
    public Optional<Taken> last() {
        return taken.isEmpty() ? Optional.empty() : Optional.of(taken.get(taken.size() - 1));
    }

    /** Which rungs need not be asked for again: who restarts the device has pulled it off the bus too. */
    Set<Rung> done() {
        Set<Rung> done = taken.stream().map(Taken::rung).collect(Collectors.toCollection(() -> EnumSet.noneOf(Rung.class)));
        if (done.contains(Rung.RESTART_DEVICE)) {
            done.add(Rung.REPLUG);
        }
        return done;
    }
}
