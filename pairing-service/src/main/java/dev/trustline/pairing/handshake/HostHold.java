package dev.trustline.pairing.handshake;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Whether this host may pair at all. A hold of the whole host outlives a restart; it forbids alert and pairing on every device,
 * not the proof of a record, and only a release ends it. Thread-safe.
 */
public final class HostHold {
    private static final Logger LOG = Logger.getLogger(HostHold.class);

    private final Memory memory;
    private volatile State state;
    private volatile Runnable changed = () -> { };

    /** Port to where it is kept. */
    public interface Memory {
        /** What is kept, {@link State#FREE} if nothing is. What cannot be read counts as held, and says so. */
        State read();

        /**
         * Replaces it; when this returns it survives a power cut.
         *
         * @throws IOException if it cannot be written: then the old state is kept
         */
        void write(State state) throws IOException;
    }

    /**
     * A hold.
     *
     * @param by  who or which rule, {@code person:anna}, {@code rule:host-identity-lost}
     * @param why one sentence for a person, on one line
     */
    public record Hold(String by, String why) {
        public Hold {
            by = by.replaceAll("\\s", "_");
            why = why.replaceAll("\\R", " ");
        }

        /** A hold that somebody asks for, a person or a rule of the registry. */
        public static Hold askedBy(String requestedBy) {
            return new Hold(RelationReporter.decider(requestedBy), "Asked for by " + requestedBy + ".");
        }
    }

    /**
     * What is kept.
     *
     * @param hold      empty if the host may pair
     * @param forgotten when devices were heard to have forgotten this host, the broker's clock, those that may still count
     */
    public record State(Optional<Hold> hold, Map<String, Instant> forgotten) {
        /** Not held. */
        public static final State FREE = new State(Optional.empty(), Map.of());

        public State {
            forgotten = Map.copyOf(forgotten);
        }
    }

    public HostHold(Memory memory) {
        this.memory = memory;
        this.state = memory.read();
    }

    /** Runs, on any thread, after each hold and each release. */
    public void onChange(Runnable task) {
        changed = task;
    }

    /** The hold, empty if the host may pair. */
    public Optional<Hold> now() {
        return state.hold();
    }

    boolean isHeld() {
        return state.hold().isPresent();
    }

    /**
     * Holds the host; a hold that is there stays as it is.
     *
     * @throws IOException if that cannot be kept over a restart: then the host is not held
     */
    public void hold(Hold hold) throws IOException {
        synchronized (this) {
            if (isHeld()) {
                return;
            }
            become(new State(Optional.of(hold), state.forgotten()));
        }
        changed.run();
    }

    /** Ends the hold and forgets what led to it. If that cannot be kept the host is held again after a restart, which is logged. */
    public void release() {
        synchronized (this) {
            state = State.FREE;
            keep();
        }
        changed.run();
    }

    /** A rule's hold takes the place of any other, and holds even if it cannot be kept over a restart. */
    void holdByRule(Hold hold) {
        synchronized (this) {
            state = new State(Optional.of(hold), state.forgotten());
            keep();
        }
        changed.run();
    }

    /** Notes that a device has forgotten this host; how many different ones have within this time. */
    synchronized int forgottenBy(String udid, Instant now, Duration within) {
        Map<String, Instant> lately = new HashMap<>(state.forgotten());
        lately.values().removeIf(at -> !at.plus(within).isAfter(now));
        lately.put(udid, now);
        state = new State(state.hold(), lately);
        keep();
        return lately.size();
    }

    private void become(State next) throws IOException {
        memory.write(next);
        state = next;
    }

    private void keep() {
        try {
            memory.write(state);
        } catch (IOException e) {
            LOG.errorf(e, "whether this host is held cannot be kept; after a restart it is as it was before error=%s", e.getMessage());
        }
    }
}
