package dev.trustline.pairing.prompt;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How many phones are listened to at once; who comes when all places are taken waits in a row. Thread-safe. */
final class WatchPlaces {
    private final int most;
    private final Set<DevicePrompts> taken = new LinkedHashSet<>();
    private final Set<DevicePrompts> waiting = new LinkedHashSet<>();

    WatchPlaces(int most) {
        this.most = most;
    }

    /** Whether this phone has a place now; else it waits for one. */
    synchronized boolean take(DevicePrompts phone) {
        boolean has = taken.contains(phone) || (taken.size() < most && taken.add(phone));
        if (!has) {
            waiting.add(phone);
        }
        return has;
    }

    /** The phone needs no place any more; the first in the row gets it. */
    synchronized Optional<DevicePrompts> leave(DevicePrompts phone) {
        waiting.remove(phone);
        Iterator<DevicePrompts> row = waiting.iterator();
        if (!taken.remove(phone) || !row.hasNext()) {
            return Optional.empty();
        }
        DevicePrompts next = row.next();
        row.remove();
        taken.add(next);
        return Optional.of(next);
    }

    synchronized int taken() {
        return taken.size();
    }

    synchronized int waiting() {
        return waiting.size();
    }
}
