package dev.trustline.usbwatcher.libusb;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.usb4java.Context;
import org.usb4java.Device;
import org.usb4java.DeviceDescriptor;
import org.usb4java.DeviceHandle;
import org.usb4java.DeviceList;
import org.usb4java.HotplugCallback;
import org.usb4java.HotplugCallbackHandle;
import org.usb4java.LibUsb;
import org.usb4java.LoaderException;

/**
 * The real bus, by usb4java. Scans open a context of their own each time: a context that receives no events serves its cached
 * list for ever (measured with libusb 1.0.22).
 */
final class LibusbBus implements UsbBus {
    private static final Logger LOG = Logger.getLogger(LibusbBus.class);
    private static final int MAX_DEPTH = 7;
    private static final int UNSIGNED = 0xFFFF;

    private Context context;
    private HotplugCallbackHandle registration;
    private HotplugCallback callback;

    @Override
    public void open(HotplugQueue events) throws UsbUnavailable {
        try {
            context = newContext();
            register(events);
        } catch (LoaderException | LinkageError e) {
            throw new UsbUnavailable("the native part of usb4java does not load on this machine (" + e.getMessage()
                    + "); it needs glibc on x86-64, x86 or ARM, and a writable, executable java.io.tmpdir;"
                    + " set usb-watcher.source=usbmux to work without it", e);
        }
    }

    private void register(HotplugQueue events) throws UsbUnavailable {
        callback = (ctx, device, event, userData) -> enqueue(events, device, event);
        registration = new HotplugCallbackHandle();
        int result = LibUsb.hotplugRegisterCallback(context,
                LibUsb.HOTPLUG_EVENT_DEVICE_ARRIVED | LibUsb.HOTPLUG_EVENT_DEVICE_LEFT, 0,
                LibUsb.HOTPLUG_MATCH_ANY, LibUsb.HOTPLUG_MATCH_ANY, LibUsb.HOTPLUG_MATCH_ANY, callback, null, registration);
        if (result != LibUsb.SUCCESS) {
            throw failed("hot-plug registration", result);
        }
    }

    private static int enqueue(HotplugQueue events, Device device, int event) {
        try {
            describe(device).ifPresent(d -> events.offer(event == LibUsb.HOTPLUG_EVENT_DEVICE_ARRIVED, d));
        } catch (RuntimeException e) {
            LOG.error("a hot-plug event could not be read", e); // must not travel through native code
        }
        return 0;
    }

    @Override
    public void handleEvents(Duration atMost) {
        int result = LibUsb.handleEventsTimeout(context, TimeUnit.NANOSECONDS.toMicros(atMost.toNanos()));
        if (result != LibUsb.SUCCESS && result != LibUsb.ERROR_INTERRUPTED) {
            LOG.warnf("libusb could not handle events error=%s", LibUsb.errorName(result));
        }
    }

    @Override
    public List<UsbDevice> scan() throws UsbUnavailable {
        return withFreshList(devices -> {
            List<UsbDevice> found = new ArrayList<>();
            devices.forEach(device -> describe(device).ifPresent(found::add));
            return found;
        });
    }

    @Override
    public Optional<String> serialFromDescriptor(UsbDevice wanted) {
        try {
            return withFreshList(devices -> {
                for (Device device : devices) {
                    if (describe(device).filter(wanted::equals).isPresent()) {
                        return readSerial(device);
                    }
                }
                return Optional.empty();
            });
        } catch (UsbUnavailable e) {
            LOG.debugf("no serial from the descriptor error=%s", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> readSerial(Device device) {
        DeviceDescriptor descriptor = new DeviceDescriptor();
        DeviceHandle handle = new DeviceHandle();
        if (LibUsb.getDeviceDescriptor(device, descriptor) != LibUsb.SUCCESS || LibUsb.open(device, handle) != LibUsb.SUCCESS) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(LibUsb.getStringDescriptor(handle, descriptor.iSerialNumber()));
        } finally {
            LibUsb.close(handle);
        }
    }

    private static <T> T withFreshList(Function<DeviceList, T> reader) throws UsbUnavailable {
        Context fresh = newContext();
        try {
            DeviceList devices = new DeviceList();
            int count = LibUsb.getDeviceList(fresh, devices);
            if (count < 0) {
                throw failed("listing devices", count);
            }
            try {
                return reader.apply(devices);
            } finally {
                LibUsb.freeDeviceList(devices, true);
            }
        } finally {
            LibUsb.exit(fresh);
        }
    }

    private static Context newContext() throws UsbUnavailable {
        Context fresh = new Context();
        int result = LibUsb.init(fresh);
        if (result != LibUsb.SUCCESS) {
            throw failed("starting libusb", result);
        }
        return fresh;
    }

    private static UsbUnavailable failed(String what, int result) {
        return new UsbUnavailable(what + " failed: " + LibUsb.errorName(result)
                + "; give this process /dev/bus/usb, or set usb-watcher.source=usbmux");
    }

    private static Optional<UsbDevice> describe(Device device) {
        DeviceDescriptor descriptor = new DeviceDescriptor();
        if (LibUsb.getDeviceDescriptor(device, descriptor) != LibUsb.SUCCESS) {
            return Optional.empty();
        }
        int bus = LibUsb.getBusNumber(device);
        return Optional.of(new UsbDevice(bus, LibUsb.getDeviceAddress(device), descriptor.idVendor() & UNSIGNED,
                descriptor.idProduct() & UNSIGNED, portPath(bus, device), speedMbps(LibUsb.getDeviceSpeed(device))));
    }

    private static String portPath(int bus, Device device) {
        ByteBuffer ports = ByteBuffer.allocateDirect(MAX_DEPTH);
        int depth = LibUsb.getPortNumbers(device, ports);
        StringBuilder path = new StringBuilder().append(bus);
        for (int i = 0; i < depth; i++) {
            path.append(i == 0 ? '-' : '.').append(ports.get(i));
        }
        return depth <= 0 ? null : path.toString();
    }

    private static Integer speedMbps(int speed) {
        return switch (speed) {
            case LibUsb.SPEED_LOW -> 1;
            case LibUsb.SPEED_FULL -> 12;
            case LibUsb.SPEED_HIGH -> 480;
            case LibUsb.SPEED_SUPER -> 5000;
            default -> null; // SPEED_UNKNOWN, and rates newer than libusb 1.0.22
        };
    }

    @Override
    public void close() {
        if (context != null && registration != null) {
            LibUsb.hotplugDeregisterCallback(context, registration);
        }
        if (context != null) {
            LibUsb.exit(context);
        }
        registration = null;
        context = null;
        callback = null;
    }
}
