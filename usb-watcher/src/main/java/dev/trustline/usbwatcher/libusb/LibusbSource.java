package dev.trustline.usbwatcher.libusb;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.usbwatcher.hotplug.DeviceSighting;
import dev.trustline.usbwatcher.hotplug.HotplugListener;
import dev.trustline.usbwatcher.hotplug.HotplugObserver;
import dev.trustline.usbwatcher.hotplug.HotplugSource;
import dev.trustline.usbwatcher.hotplug.LoopBeats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Hot-plug by libusb, checked by scans. One thread lets libusb's events come, whose callback only enqueues; another takes
 * them, reads serials and scans. The serial is read from sysfs, where the kernel keeps what it read at enumeration, so that
 * no request disturbs usbmuxd at the moment of plugging and no right to the node is needed; where there is no sysfs, from the
 * descriptor.
 */
public final class LibusbSource implements HotplugSource {
    /** Its name in configuration, events and metrics. */
    public static final String NAME = "libusb";

    private static final Logger LOG = Logger.getLogger(LibusbSource.class);
    private static final Duration EVENT_WAIT = Duration.ofSeconds(1);
    private static final long JOIN_MS = 5_000;

    private final UsbBus bus;
    private final SysfsUsb sysfs;
    private final HotplugQueue queue;
    private final LoopBeats beats;
    private final BusWatch watch;
    private volatile boolean running;
    private volatile boolean open;
    private volatile String failure;
    private Thread eventThread;
    private Thread scanThread;

    /** The source on this machine's bus. */
    public LibusbSource(Duration scanInterval, HotplugObserver observer, LoopBeats beats) {
        this(new LibusbBus(), new SysfsUsb(), scanInterval, observer, beats);
    }

    LibusbSource(UsbBus bus, SysfsUsb sysfs, Duration scanInterval, HotplugObserver observer, LoopBeats beats) {
        this.bus = bus;
        this.sysfs = sysfs;
        this.queue = new HotplugQueue(observer);
        this.beats = beats;
        this.watch = new BusWatch(bus, this::sighting, sysfs, scanInterval, observer);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean open() {
        try {
            bus.open(queue);
            return true;
        } catch (UsbUnavailable e) {
            failure = e.getMessage();
            LOG.errorf(e, "libusb cannot be used error=%s", e.getMessage());
            return false;
        }
    }

    @Override
    public void start(HotplugListener listener) {
        running = true;
        open = true;
        eventThread = start("libusb-events", this::handleEvents);
        scanThread = start("libusb-scan", () -> watchBus(listener));
    }

    private static Thread start(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void handleEvents() {
        while (running) {
            beats.beat("libusb-events");
            bus.handleEvents(EVENT_WAIT);
        }
        beats.leave("libusb-events");
    }

    private void watchBus(HotplugListener listener) {
        try {
            watch.begin(listener);
            while (running) {
                beats.beat("libusb-scan");
                watch.turn(queue, listener);
            }
            beats.leave("libusb-scan");
        } catch (InterruptedException e) {
            beats.leave("libusb-scan");
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            open = false;
            failure = "the scan thread ended by a defect: " + e.getMessage() + "; restart usb-watcher and report it";
            LOG.errorf(e, "the libusb source ended error=%s", e.getMessage());
        }
    }

    private Optional<DeviceSighting> sighting(UsbDevice device) {
        return sysfs.serial(device).or(() -> bus.serialFromDescriptor(device)).flatMap(Udid::tryParse)
                .map(udid -> new DeviceSighting(udid, Connection.USB, device.portPath(), device.productId(), device.speedMbps()));
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public List<HostProblem> problems() {
        if (failure != null) {
            return List.of(HostProblem.of(ProblemCode.LIBUSB_UNAVAILABLE, failure));
        }
        return watch.problems();
    }

    @Override
    public void close() {
        running = false;
        open = false;
        if (eventThread == null) {
            return;
        }
        scanThread.interrupt();
        try {
            scanThread.join(JOIN_MS);
            eventThread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!eventThread.isAlive() && !scanThread.isAlive()) {
            bus.close(); // never under a running native call: that would end the process
        }
        eventThread = null;
    }
}
