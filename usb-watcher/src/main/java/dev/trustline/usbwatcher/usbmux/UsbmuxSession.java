package dev.trustline.usbwatcher.usbmux;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.lockdown.usbmux.ConnectionType;
import dev.trustline.lockdown.usbmux.UsbmuxDevice;
import dev.trustline.lockdown.usbmux.UsbmuxEvent;
import dev.trustline.usbwatcher.hotplug.DeviceSighting;
import dev.trustline.usbwatcher.hotplug.HotplugEvent;
import dev.trustline.usbwatcher.hotplug.HotplugListener;
import dev.trustline.usbwatcher.hotplug.HotplugOrigin;
import dev.trustline.usbwatcher.hotplug.SightingKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One connection to usbmuxd. Its device numbers mean something only within it (a restarted daemon counts from 1 again), so what
 * leaves here is keyed by UDID and connection: a daemon that was away and lists the same phones again changed nothing.
 * Belongs to one thread.
 */
final class UsbmuxSession {
    private static final int BITS_PER_MEGABIT = 1_000_000;

    private final HotplugListener listener;
    private final Predicate<UsbmuxDevice> wanted;
    private final Map<Integer, SightingKey> keys = new HashMap<>();

    UsbmuxSession(HotplugListener listener, Predicate<UsbmuxDevice> wanted) {
        this.listener = listener;
        this.wanted = wanted;
    }

    /** Tells the complete list. */
    void list(List<UsbmuxDevice> devices) {
        Map<SightingKey, DeviceSighting> sightings = new HashMap<>();
        devices.stream().filter(wanted).forEach(device -> {
            keys.put(device.deviceId(), key(device));
            sightings.put(key(device), sighting(device));
        });
        listener.on(new HotplugEvent.Listed(HotplugOrigin.USBMUX, UsbmuxSource.NAME, sightings, System.nanoTime()));
    }

    /** Tells one event, unless the list told it already. */
    void hear(UsbmuxEvent event) {
        if (event instanceof UsbmuxEvent.Attached attached) {
            hearAttached(attached.device());
        } else if (event instanceof UsbmuxEvent.Detached) {
            hearDetached(event.deviceId());
        }
    }

    private void hearAttached(UsbmuxDevice device) {
        if (!wanted.test(device) || keys.containsKey(device.deviceId())) {
            return;
        }
        SightingKey key = key(device);
        long now = System.nanoTime();
        if (keys.containsValue(key)) { // another number for the same phone: it was plugged anew
            listener.on(new HotplugEvent.Detached(HotplugOrigin.USBMUX, key, now));
        }
        keys.put(device.deviceId(), key);
        listener.on(new HotplugEvent.Attached(HotplugOrigin.USBMUX, key, sighting(device), null, now));
    }

    private void hearDetached(int deviceId) {
        SightingKey key = keys.remove(deviceId);
        if (key != null && !keys.containsValue(key)) {
            listener.on(new HotplugEvent.Detached(HotplugOrigin.USBMUX, key, System.nanoTime()));
        }
    }

    private static SightingKey key(UsbmuxDevice device) {
        return new SightingKey(UsbmuxSource.NAME, device.udid() + "/" + device.connectionType());
    }

    private static DeviceSighting sighting(UsbmuxDevice device) {
        boolean network = device.connectionType() == ConnectionType.NETWORK;
        int mbps = (int) (device.speed() / BITS_PER_MEGABIT);
        // usbmuxd's location is bus and address, not a port: no port path is better than a wrong one
        return new DeviceSighting(Udid.parse(device.udid()), network ? Connection.NETWORK : Connection.USB, null,
                device.productId() == 0 ? null : device.productId(), mbps == 0 ? null : mbps);
    }
}
