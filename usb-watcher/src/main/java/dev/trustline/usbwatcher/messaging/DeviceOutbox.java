package dev.trustline.usbwatcher.messaging;

import dev.trustline.events.Udid;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.usbwatcher.hotplug.DeviceChange;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Sends changes, each device's one after the other: at most one is in flight, at most one waits behind it, and a newer change
 * takes the place of the waiting one. What may have been written is sent again unchanged; what certainly was not gives way to
 * a newer change. Never loses the newest state, never grows beyond the number of devices. Thread-safe.
 */
public final class DeviceOutbox {
    private static final Logger LOG = Logger.getLogger(DeviceOutbox.class);
    private static final long RETRY_MS = 500;

    private final RecordSender sender;
    private final Function<DeviceChange, ProducerRecord<String, byte[]>> records;
    private final EventNumbering numbering;
    private final PublishObserver observer;
    private final ScheduledExecutorService scheduler;
    private final Map<Udid, Slot> slots = new HashMap<>();
    private final BlockingQueue<Udid> ready = new LinkedBlockingQueue<>();

    /** An outbox that retries on this scheduler. */
    public DeviceOutbox(RecordSender sender, Function<DeviceChange, ProducerRecord<String, byte[]>> records,
            EventNumbering numbering, PublishObserver observer, ScheduledExecutorService scheduler) {
        this.sender = sender;
        this.records = records;
        this.numbering = numbering;
        this.observer = observer;
        this.scheduler = scheduler;
    }

    /** Takes a change; returns at once. */
    public synchronized void offer(DeviceChange change) {
        Slot slot = slots.get(change.udid());
        if (slot == null) {
            slots.put(change.udid(), new Slot(change));
            ready.add(change.udid());
            return;
        }
        if (slot.waiting != null) {
            observer.coalesced();
        }
        slot.waiting = change;
        slot.yieldIfUnsent(observer);
    }

    /** Sends the next change that is ready, or waits for one at most this long. For one sending thread. */
    public void sendNext(Duration wait) throws InterruptedException {
        Udid udid = ready.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (udid == null) {
            return;
        }
        Slot slot = take(udid);
        long start = System.nanoTime();
        sender.send(slot.record).whenComplete((done, error) -> answered(slot, error, Duration.ofNanos(System.nanoTime() - start)));
    }

    private synchronized Slot take(Udid udid) {
        Slot slot = slots.get(udid);
        if (slot.record == null) {
            slot.record = records.apply(slot.current);
        }
        slot.handedOver = true;
        return slot;
    }

    private void answered(Slot slot, Throwable error, Duration took) {
        if (error == null) {
            observer.published(slot.current, took);
            LOG.debugf("change published udid=%s eventId=%s", slot.current.udid(), slot.current.id());
            acknowledged(slot);
        } else {
            observer.publishFailed(took);
            LOG.logf(RecordSender.isAbsence(error) ? Level.DEBUG : Level.WARN, "change not published, trying again udid=%s eventId=%s error=%s", slot.current.udid(), slot.current.id(), error.getMessage());
            failed(slot, error instanceof RecordSender.NotHandedOver);
        }
    }

    private synchronized void acknowledged(Slot slot) {
        Udid udid = slot.current.udid();
        numbering.acknowledged(udid.value(), slot.current.id());
        if (slot.waiting == null) {
            slots.remove(udid);
            notifyAll();
        } else {
            slots.put(udid, new Slot(slot.waiting));
            ready.add(udid);
        }
    }

    private synchronized void failed(Slot slot, boolean certainlyUnsent) {
        slot.handedOver = !certainlyUnsent;
        slot.yieldIfUnsent(observer);
        scheduler.schedule(() -> ready.add(slot.current.udid()), RETRY_MS, TimeUnit.MILLISECONDS);
    }

    /** How many devices have a change that Kafka has not acknowledged. */
    public synchronized int unsent() {
        return slots.size();
    }

    /** Waits until everything is acknowledged; false if that took longer than this. */
    public synchronized boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!slots.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** One device's change in work and the one behind it. Guarded by the outbox. */
    private static final class Slot {
        private DeviceChange current;
        private ProducerRecord<String, byte[]> record;
        private boolean handedOver;
        private DeviceChange waiting;

        Slot(DeviceChange current) {
            this.current = current;
        }

        /** The newest change takes the place of one that nobody can have seen. */
        void yieldIfUnsent(PublishObserver observer) {
            if (waiting != null && !handedOver) {
                current = waiting;
                waiting = null;
                record = null;
                observer.coalesced();
            }
        }
    }
}
