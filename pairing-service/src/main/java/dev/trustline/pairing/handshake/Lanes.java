package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.result.CommandExpired;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The lanes of all devices of this host, and the limit of attempts that are open at once: who comes when it is reached waits
 * in a row, first come first served. Proving a record needs no place: trust is believed or not whatever else goes on. Thread-safe.
 */
public final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private final HandshakeParts parts;
    private final Executor executor;
    private final int mostOpen;
    private final Consumer<Exception> problems;
    private final Map<Udid, DeviceLane> byUdid = new ConcurrentHashMap<>();
    private final Set<DeviceLane> open = ConcurrentHashMap.newKeySet();
    private final Set<DeviceLane> waiting = new LinkedHashSet<>();
    private final Set<DeviceLane> troubled = ConcurrentHashMap.newKeySet();
    private int working;

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

    /** A program on this host, perhaps this one, has given usbmuxd a record of this device. */
    public void recordSaved(Udid udid) {
        lane(udid).post(new LaneMessage.RecordSaved());
    }

    /** An attempt of this device is open since before this service was started, and usbmuxd does not list it. */
    public void notListed(Udid udid) {
        lane(udid).post(new LaneMessage.NotListed());
    }

    /** What the vault did not let be done is tried again, where it can be read by now: to be called now and then. */
    public void lookAgainAfterTrouble() {
        List<DeviceLane> again = troubled.stream().filter(DeviceLane::canUseVault).toList();
        troubled.removeAll(again);
        again.forEach(lane -> lane.post(new LaneMessage.Listed(System.nanoTime())));
    }

    /** The vault cannot be used for this lane's device now. */
    void troubled(DeviceLane lane) {
        troubled.add(lane);
    }

    /** Something changed at this device's cable. */
    public void cableChanged(Udid udid) {
        DeviceLane lane = byUdid.get(udid);
        if (lane != null) {
            lane.post(new LaneMessage.CableChanged());
        }
    }

    /** Something suggests that a device does not trust this host any more: its record is proven. */
    public void doubted(Udid udid) {
        lane(udid).post(new LaneMessage.Doubted());
    }

    /**
     * Somebody wants something of a device.
     *
     * @param answered runs once, when the answer is safely written
     */
    public void commanded(Udid udid, PairingCommand command, Envelope envelope, Runnable answered) {
        lane(udid).post(new LaneMessage.Commanded(command, envelope, answered));
    }

    /**
     * A command came too late; it is answered so, unless it was answered before.
     *
     * @param answered runs once, when the answer is safely written
     */
    public void expired(Udid udid, Envelope envelope, Runnable answered) {
        DeviceLane lane = lane(udid);
        lane.post(new LaneMessage.Expired(envelope, () -> parts.results().report(
                new CommandExpired(udid, parts.settings().host()),
                new ResultSink.Origin(Optional.empty(), envelope.traceparent()),
                Optional.of(envelope.id().toString()),
                () -> {
                    lane.commandAnswered(envelope);
                    answered.run();
                })));
    }

    /** The whole host is held now, or is not any more: open attempts are parked, or what was held back goes on. */
    public void hostHoldChanged() {
        byUdid.values().forEach(lane -> lane.post(new LaneMessage.HostHoldChanged()));
    }

    /**
     * It is time to prove the record of this device, if it is on the cable and nothing else goes on with it.
     *
     * @param done runs once, when that is done or cannot be done now
     */
    public void verify(ProofSchedule.Due due, Runnable done) {
        DeviceLane lane = byUdid.get(due.udid());
        if (lane == null) {
            done.run();
        } else {
            lane.post(new LaneMessage.Verify(due.occasion(), done));
        }
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

    /**
     * Waits until no lane is at work.
     *
     * @return false if one still is after this time
     */
    public synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); working > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return working == 0;
    }

    void execute(DeviceLane lane) {
        synchronized (this) {
            working++;
        }
        try {
            executor.execute(() -> work(lane));
        } catch (RejectedExecutionException e) {
            workEnded();
            LOG.warn("a message to a device comes after the end of this service; it comes again at the next start");
        }
    }

    private void work(DeviceLane lane) {
        try {
            lane.run();
        } finally {
            workEnded();
        }
    }

    private synchronized void workEnded() {
        working--;
        notifyAll();
    }

    void problem(Exception e) {
        problems.accept(e);
    }

    /** A place for an attempt of this lane; false if all are taken. */
    synchronized boolean open(DeviceLane lane) {
        boolean opened = open.contains(lane) || (open.size() < mostOpen && open.add(lane));
        if (opened) {
            waiting.remove(lane);
        }
        return opened;
    }

    /** The same; if all places are taken the lane gets its turn when one is free. */
    synchronized boolean openOrWait(DeviceLane lane) {
        boolean opened = open(lane);
        if (!opened) {
            waiting.add(lane);
        }
        return opened;
    }

    /** The lane gives its place, if it has one, to the first in the row. */
    void close(DeviceLane lane) {
        DeviceLane next;
        synchronized (this) {
            open.remove(lane);
            Iterator<DeviceLane> row = waiting.iterator();
            if (open.size() >= mostOpen || !row.hasNext()) {
                return;
            }
            next = row.next();
            row.remove();
            open.add(next);
        }
        next.post(new LaneMessage.Turn(next::passTurn));
    }

    /** The lane does not wait any more. */
    synchronized void leave(DeviceLane lane) {
        waiting.remove(lane);
    }
}
