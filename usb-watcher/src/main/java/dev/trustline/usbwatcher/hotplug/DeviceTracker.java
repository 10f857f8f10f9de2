package dev.trustline.usbwatcher.hotplug;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes real changes out of what sources say: a repeated event is none, a device that moved to another port is attached anew,
 * a flapping cable is damped. Until the primary source has given its initial list nothing is published; that list is compared
 * with what this host last reported, so that what happened while the watcher was down becomes a change, and nothing else does.
 *
 * <pre>
 *   waiting for the initial list ──Listed(primary)──▶ tracking
 *   quiet ──changes ≥ limit within window──▶ flapping ──no change for settle──▶ quiet (newest state published)
 * </pre>
 *
 * Thread-safe; every method is one step.
 */
public final class DeviceTracker implements HotplugListener {
    private final Supplier<EventId> ids;
    private final FlapPolicy policy;
    private final TrackerListener listener;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<Udid, TrackedDevice> devices = new TreeMap<>();
    private final Map<SightingKey, Udid> owners = new HashMap<>();
    private final HotplugEvent.Handler handler = new Steps();
    private String primary;
    private Set<Udid> lastReported = new HashSet<>();
    private boolean stayedIsSilent;
    private boolean tracking;

    /** A tracker that waits for the primary source's list. {@code nanos} is a monotonic clock. */
    public DeviceTracker(Supplier<EventId> ids, FlapPolicy policy, TrackerListener listener, Clock clock, LongSupplier nanos) {
        this.ids = ids;
        this.policy = policy;
        this.listener = listener;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Says whose initial list counts, and what this host last reported as attached. A device that stayed is no change, unless
     * the kernel has started anew since: then it was plugged anew for all that it knows. Call it before any event.
     */
    public synchronized void begin(String primarySource, Set<Udid> lastReportedAttached, boolean sameBoot) {
        primary = primarySource;
        lastReported = new HashSet<>(lastReportedAttached);
        stayedIsSilent = sameBoot;
    }

    @Override
    public synchronized void on(HotplugEvent event) {
        event.handle(handler);
    }

    /** Publishes what flapping cables came to rest at. To be called about once a second. */
    public synchronized void settle() {
        long now = nanos.getAsLong();
        for (TrackedDevice device : devices.values()) {
            if (device.held() != null && device.isQuiet(now, policy)) {
                publish(device, device.held().origin(), device.held().notice());
            }
        }
        devices.values().removeIf(device -> device.isForgettable(now, policy));
    }

    /** True once the initial list is in. */
    public synchronized boolean isListComplete() {
        return tracking;
    }

    /** The complete list with the next number. */
    public synchronized AttachedSnapshot snapshot() {
        return new AttachedSnapshot(ids.get(), attached());
    }

    /** The complete list. */
    public synchronized List<DeviceSighting> attached() {
        return devices.values().stream().filter(d -> d.published() != null).map(TrackedDevice::published).toList();
    }

    /** Devices whose cable flaps now. */
    public synchronized List<Udid> flapping() {
        return devices.values().stream().filter(d -> d.held() != null).map(TrackedDevice::udid).toList();
    }

    private void see(SightingKey key, DeviceSighting sighting, HotplugOrigin origin, DeviceChange.Notice notice) {
        Udid owner = owners.put(key, sighting.udid());
        if (owner != null && !owner.equals(sighting.udid())) {
            end(devices.get(owner), key, origin, notice);
        }
        TrackedDevice device = devices.computeIfAbsent(sighting.udid(), TrackedDevice::new);
        if (device.see(key, sighting)) {
            changed(device, origin, notice);
        }
    }

    private void lose(SightingKey key, HotplugOrigin origin, DeviceChange.Notice notice) {
        Udid owner = owners.remove(key);
        if (owner != null) {
            end(devices.get(owner), key, origin, notice);
        }
    }

    private void end(TrackedDevice device, SightingKey key, HotplugOrigin origin, DeviceChange.Notice notice) {
        if (device.lose(key)) {
            changed(device, origin, notice);
        }
    }

    private void changed(TrackedDevice device, HotplugOrigin origin, DeviceChange.Notice notice) {
        if (!tracking) {
            return;
        }
        if (device.countChange(nanos.getAsLong(), policy)) {
            device.hold(new TrackedDevice.HeldChange(origin, notice));
            listener.damped(device.udid());
        } else {
            publish(device, origin, notice);
        }
    }

    private void publish(TrackedDevice device, HotplugOrigin origin, DeviceChange.Notice notice) {
        boolean wasAttached = device.published() != null;
        device.publish();
        if (device.published() != null) {
            listener.changed(DeviceChange.attached(ids.get(), device.published(), origin, clock.instant(), notice));
        } else if (wasAttached) {
            listener.changed(DeviceChange.detached(ids.get(), device.udid(), origin, clock.instant(), notice));
        }
    }

    private void startTracking(HotplugOrigin origin, DeviceChange.Notice notice) {
        tracking = true;
        for (TrackedDevice device : devices.values()) {
            boolean stayed = device.best() != null && lastReported.remove(device.udid());
            if (stayed && stayedIsSilent) {
                device.publish();
            } else {
                publish(device, origin, notice);
            }
        }
        for (Udid gone : lastReported) {
            listener.changed(DeviceChange.detached(ids.get(), gone, origin, clock.instant(), notice));
        }
        listener.listComplete();
    }

    private final class Steps implements HotplugEvent.Handler {
        @Override
        public void on(HotplugEvent.Attached event) {
            see(event.key(), event.device(), event.origin(), new DeviceChange.Notice(event.noticedAfterMs(), event.noticedAtNanos()));
        }

        @Override
        public void on(HotplugEvent.Detached event) {
            lose(event.key(), event.origin(), new DeviceChange.Notice(null, event.noticedAtNanos()));
        }

        @Override
        public void on(HotplugEvent.Listed event) {
            DeviceChange.Notice notice = new DeviceChange.Notice(null, event.noticedAtNanos());
            List<SightingKey> gone = new ArrayList<>(owners.keySet());
            gone.removeIf(key -> !key.source().equals(event.source()) || event.devices().containsKey(key));
            gone.forEach(key -> lose(key, event.origin(), notice));
            event.devices().forEach((key, sighting) -> see(key, sighting, event.origin(), notice));
            if (!tracking && event.source().equals(primary)) {
                startTracking(event.origin(), notice);
            }
        }
    }
}
