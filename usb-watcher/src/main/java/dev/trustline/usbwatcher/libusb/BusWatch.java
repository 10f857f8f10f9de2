package dev.trustline.usbwatcher.libusb;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.usbwatcher.hotplug.AppleDeviceFilter;
import dev.trustline.usbwatcher.hotplug.DeviceSighting;
import dev.trustline.usbwatcher.hotplug.HotplugEvent;
import dev.trustline.usbwatcher.hotplug.HotplugListener;
import dev.trustline.usbwatcher.hotplug.HotplugObserver;
import dev.trustline.usbwatcher.hotplug.HotplugOrigin;
import dev.trustline.usbwatcher.hotplug.ScanReconciler;
import dev.trustline.usbwatcher.hotplug.SightingKey;
import dev.trustline.usbwatcher.libusb.HotplugQueue.RawEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Events and scans of one bus, joined: an event is passed on at once, a scan passes on what events missed. A device whose
 * serial cannot be read yet is remembered as heard and asked again at each scan. Belongs to one thread, except
 * {@link #problems()}.
 */
final class BusWatch {
    private static final Logger LOG = Logger.getLogger(BusWatch.class);
    /** From the cable to the verdict that no event will come: less than the 5 s within which a deaf host must say so. */
    private static final Duration VERDICT = Duration.ofSeconds(4);
    private static final HostProblem DEAF = HostProblem.of(ProblemCode.HOTPLUG_DEAF,
            "libusb does not hear devices come and go, only scans find them: run udevd, and in a container use the host's"
                    + " network namespace and mount /run/udev");

    private final UsbBus bus;
    private final Function<UsbDevice, Optional<DeviceSighting>> reader;
    private final SysfsUsb sysfs;
    private final Duration scanInterval;
    private final HotplugObserver observer;
    private final ScanReconciler reconciler;
    private final Map<SightingKey, UsbDevice> heard = new HashMap<>();
    private final Set<SightingKey> told = new HashSet<>();
    private long nextScan;
    private boolean listed;
    private boolean scanFailing;
    private volatile List<HostProblem> problems = List.of();

    BusWatch(UsbBus bus, Function<UsbDevice, Optional<DeviceSighting>> reader, SysfsUsb sysfs, Duration scanInterval,
            HotplugObserver observer) {
        this.bus = bus;
        this.reader = reader;
        this.sysfs = sysfs;
        this.scanInterval = scanInterval;
        this.observer = observer;
        this.reconciler = new ScanReconciler(VERDICT.minus(scanInterval));
    }

    /** Tells the initial list; if the bus cannot be listed yet, a later turn does: no list is not an empty list. */
    void begin(HotplugListener listener) {
        scan().ifPresent(found -> tellList(found, listener));
        planScan();
    }

    private void tellList(Map<SightingKey, UsbDevice> found, HotplugListener listener) {
        Map<SightingKey, DeviceSighting> devices = new HashMap<>();
        found.forEach((key, device) -> {
            heard.put(key, device);
            reader.apply(device).ifPresent(sighting -> devices.put(key, sighting));
        });
        told.addAll(devices.keySet());
        listed = true;
        listener.on(new HotplugEvent.Listed(HotplugOrigin.LIBUSB, LibusbSource.NAME, devices, System.nanoTime()));
    }

    /** Waits for one event or the next scan, and deals with it. */
    void turn(HotplugQueue queue, HotplugListener listener) throws InterruptedException {
        Optional<RawEvent> event = queue.poll(Duration.ofNanos(nextScan - System.nanoTime()));
        event.ifPresent(e -> hear(e, listener));
        if (System.nanoTime() - nextScan >= 0) {
            scan().ifPresent(found -> {
                if (listed) {
                    compare(found, listener);
                } else {
                    tellList(found, listener);
                }
            });
            problems = reconciler.isDeaf() ? List.of(DEAF) : scanFailing ? problems : List.of();
            observer.hotplugDeaf(reconciler.isDeaf());
            planScan();
        }
    }

    List<HostProblem> problems() {
        return problems;
    }

    private void hear(RawEvent event, HotplugListener listener) {
        reconciler.heard();
        UsbDevice device = event.device();
        if (!AppleDeviceFilter.matches(device.vendorId(), device.productId())) {
            return;
        }
        SightingKey key = key(device);
        if (event.arrived()) {
            heard.put(key, device);
            tellAttached(key, device, HotplugOrigin.LIBUSB, event.atNanos(), listener);
        } else {
            heard.remove(key);
            tellDetached(key, HotplugOrigin.LIBUSB, event.atNanos(), listener);
        }
    }

    private void compare(Map<SightingKey, UsbDevice> found, HotplugListener listener) {
        long now = System.nanoTime();
        boolean wasDeaf = reconciler.isDeaf();
        ScanReconciler.Findings findings = reconciler.reconcile(heard.keySet(), found.keySet(), now);
        for (SightingKey key : findings.left()) {
            heard.remove(key);
            tellDetached(key, HotplugOrigin.SCAN, now, listener);
        }
        for (SightingKey key : findings.arrived()) {
            heard.put(key, found.get(key));
            tellAttached(key, found.get(key), HotplugOrigin.SCAN, now, listener);
        }
        heard.forEach((key, device) -> {
            if (!told.contains(key)) {
                tellAttached(key, device, HotplugOrigin.SCAN, now, listener);
            }
        });
        if (reconciler.isDeaf() && !wasDeaf) {
            LOG.warnf("hot-plug events are deaf, scans go on reason=hotplug-deaf error=%s", DEAF.detail());
        }
    }

    private void tellAttached(SightingKey key, UsbDevice device, HotplugOrigin origin, long atNanos, HotplugListener listener) {
        reader.apply(device).ifPresent(sighting -> {
            told.add(key);
            Optional<Long> connectedMs = sysfs.connectedMs(device);
            long noticed = connectedMs.isPresent() ? System.nanoTime() : atNanos; // what the kernel counted ends now
            listener.on(new HotplugEvent.Attached(origin, key, sighting, connectedMs.orElse(null), noticed));
        });
    }

    private void tellDetached(SightingKey key, HotplugOrigin origin, long atNanos, HotplugListener listener) {
        if (told.remove(key)) {
            listener.on(new HotplugEvent.Detached(origin, key, atNanos));
        }
    }

    private Optional<Map<SightingKey, UsbDevice>> scan() {
        long start = System.nanoTime();
        try {
            Map<SightingKey, UsbDevice> found = bus.scan().stream()
                    .filter(d -> AppleDeviceFilter.matches(d.vendorId(), d.productId()))
                    .collect(Collectors.toMap(BusWatch::key, Function.identity(), (a, b) -> b));
            observer.scanned(Duration.ofNanos(System.nanoTime() - start));
            scanFailing = false;
            return Optional.of(found);
        } catch (UsbUnavailable e) {
            if (!scanFailing) {
                LOG.warnf("the USB scan failed error=%s", e.getMessage());
            }
            scanFailing = true;
            problems = List.of(HostProblem.of(ProblemCode.USB_SCAN_FAILED, e.getMessage()));
            return Optional.empty();
        }
    }

    private void planScan() {
        long regular = System.nanoTime() + scanInterval.toNanos();
        long verdict = reconciler.nextVerdict().orElse(regular);
        nextScan = verdict - regular < 0 ? verdict : regular;
    }

    private static SightingKey key(UsbDevice device) {
        return new SightingKey(LibusbSource.NAME, device.bus() + ":" + device.address());
    }
}
