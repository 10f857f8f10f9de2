package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The lanes of all devices of this host, and the limit of attempts that are open at once. Thread-safe.
 */
public final class Lanes {
    private final HandshakeParts parts;
    private final Executor executor;
    private final int mostOpen;
    private final Consumer<Exception> problems;
    private final Map<Udid, DeviceLane> byUdid = new ConcurrentHashMap<>();
    private final Set<DeviceLane> open = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /**
     * Lanes that run on this executor.
     *
     * @param executor gives each running lane a thread of its own
     * @param mostOpen how many attempts may be open at once
     * @param problems hears of a lane whose step failed
     */
    public Lanes(HandshakeParts parts, Executor executor, int mostOpen, Consumer<Exception> problems) {
        this.parts = parts;
        this.executor = executor;
        this.mostOpen = mostOpen;
        this.problems = problems;
    }

    /** The watcher says that a device was plugged in here. */
    public void attached(DeviceAttached event, Envelope envelope) {
        lane(event.udid()).post(new LaneMessage.Attached(event, envelope, System.nanoTime()));
    }

    /** usbmuxd lists a device that no event has told of. */
    public void listed(Udid udid) {
        lane(udid).post(new LaneMessage.Listed(System.nanoTime()));
    }

    /** Something changed at this device's cable. */
    public void cableChanged(Udid udid) {
        DeviceLane lane = byUdid.get(udid);
        if (lane != null) {
            lane.post(new LaneMessage.CableChanged());
        }
    }

    /**
     * Somebody wants something of a device.
     *
     * @param answered runs once, when the answer is safely written
     */
    public void commanded(Udid udid, PairingCommand command, Envelope envelope, Runnable answered) {
        lane(udid).post(new LaneMessage.Commanded(command, envelope, answered));
    }

    /** How many attempts are open. */
    public int openAttempts() {
        return open.size();
    }

    /** Ends every wait; attempts that are open go on when the service is back. */
    public void stop() {
        byUdid.values().forEach(DeviceLane::stop);
    }

    private DeviceLane lane(Udid udid) {
        return byUdid.computeIfAbsent(udid, u -> new DeviceLane(u, parts, this));
    }

    void execute(DeviceLane lane) {
        executor.execute(lane);
    }

    Permits permits() {
        return parts.permits();
    }

    void problem(Exception e) {
        problems.accept(e);
    }

    synchronized boolean open(DeviceLane lane) {
        return open.contains(lane) || (open.size() < mostOpen && open.add(lane));
    }

    void close(DeviceLane lane) {
        Runnable next;
        synchronized (this) {
            open.remove(lane);
            next = waiting.poll();
        }
        if (next != null) {
            next.run();
        }
    }

    synchronized void whenFree(Runnable next) {
        waiting.add(next);
    }
}
