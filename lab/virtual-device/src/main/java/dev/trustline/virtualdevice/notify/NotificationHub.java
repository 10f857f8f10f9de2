package dev.trustline.virtualdevice.notify;

import dev.trustline.virtualdevice.time.Timeline;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Notifications of one phone. {@link #post} returns at once; each observer is written to by the executor, in the order of the posts.
 * Thread-safe.
 */
public final class NotificationHub {
    private static final Logger LOG = Logger.getLogger(NotificationHub.class);

    /** One who asked for names. */
    public interface Observer {
        /** Whether this name was asked for. */
        boolean observes(String name);

        /** Sends it. */
        void relay(String name) throws IOException;
    }

    /** No owner reacts faster; what asks within this time had asked before the tap and was only not read yet. */
    private static final long ON_ITS_WAY_NANOS = 100_000_000;

    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
    private final Map<String, Long> lastPosted = new ConcurrentHashMap<>();
    private final Executor relays;
    private final Timeline timeline;

    /** A hub without observers. */
    public NotificationHub(Executor relays, Timeline timeline) {
        this.relays = relays;
        this.timeline = timeline;
    }

    /** Adds an observer. */
    public void add(Observer observer) {
        outlets.add(new Outlet(observer));
    }

    /** Removes an observer. */
    public void remove(Observer observer) {
        outlets.removeIf(outlet -> outlet.observer == observer);
    }

    /** Relays {@code name} to all who observe it now. */
    public void post(String name) {
        lastPosted.put(name, timeline.nanoTime());
        for (Outlet outlet : outlets) {
            if (outlet.observer.observes(name)) {
                outlet.add(name);
            }
        }
    }

    /** How many observe {@code name} now. */
    public int observers(String name) {
        return (int) outlets.stream().filter(outlet -> outlet.observer.observes(name)).count();
    }

    /**
     * Whether {@code name} was posted a moment ago. An {@code ObserveNotification} has no reply, so a host cannot know
     * when it was read; under load it may be read after a tap that a script made at once.
     */
    public boolean justPosted(String name) {
        Long at = lastPosted.get(name);
        return at != null && timeline.nanoTime() - at < ON_ITS_WAY_NANOS;
    }

    /** What is on its way to one observer; at most one thread writes to it. */
    private final class Outlet {
        private final Observer observer;
        private final Queue<String> names = new ArrayDeque<>();
        private boolean writing;

        private Outlet(Observer observer) {
            this.observer = observer;
        }

        private synchronized void add(String name) {
            names.add(name);
            if (!writing) {
                writing = true;
                relays.execute(this::write);
            }
        }

        private synchronized String next() {
            String name = names.poll();
            writing = name != null;
            return name;
        }

        private void write() {
            for (String name = next(); name != null; name = next()) {
                try {
                    observer.relay(name);
                } catch (IOException e) {
                    LOG.debugf("notification not delivered error=%s", e.toString());
                }
            }
        }
    }
}
