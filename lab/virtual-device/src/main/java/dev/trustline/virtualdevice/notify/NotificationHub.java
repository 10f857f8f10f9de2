package dev.trustline.virtualdevice.notify;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Notifications of one phone. {@link #post} returns at once; each observer is written to by the executor. Thread-safe.
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

    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private final Executor relays;

    /** A hub without observers. */
    public NotificationHub(Executor relays) {
        this.relays = relays;
    }

    /** Adds an observer. */
    public void add(Observer observer) {
        observers.add(observer);
    }

    /** Removes an observer. */
    public void remove(Observer observer) {
        observers.remove(observer);
    }

    /** Relays {@code name} to all who observe it now. */
    public void post(String name) {
        for (Observer observer : observers) {
            if (observer.observes(name)) {
                relays.execute(() -> relay(observer, name));
            }
        }
    }

    private static void relay(Observer observer, String name) {
        try {
            observer.relay(name);
        } catch (IOException e) {
            LOG.debugf("notification not delivered error=%s", e.toString());
        }
    }
}
