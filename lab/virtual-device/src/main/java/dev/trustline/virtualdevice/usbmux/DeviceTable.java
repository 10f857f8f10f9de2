package dev.trustline.virtualdevice.usbmux;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Devices of one daemon and those who listen. DeviceIDs count up from 1 and are never used again. A listener gets the
 * devices that are there and then every change, none twice, none lost. Thread-safe.
 */
final class DeviceTable {
    private final Map<Integer, MuxDevice> devices = new LinkedHashMap<>();
    private final Set<MuxListener> listeners = new LinkedHashSet<>();
    private int lastId;

    synchronized int add(MuxDevice device) {
        int id = ++lastId;
        devices.put(id, device);
        tell(new MuxEvent(MuxEvent.Kind.ATTACHED, id, device));
        return id;
    }

    synchronized void remove(int id) {
        MuxDevice device = devices.remove(id);
        if (device != null) {
            tell(new MuxEvent(MuxEvent.Kind.DETACHED, id, device));
        }
    }

    /** {@code Paired} goes out only when the device with that id has that UDID. */
    synchronized void paired(long id, String udid) {
        MuxDevice device = id == (int) id ? devices.get((int) id) : null;
        if (device != null && device.udid().equals(udid)) {
            tell(new MuxEvent(MuxEvent.Kind.PAIRED, (int) id, device));
        }
    }

    synchronized Optional<MuxDevice> find(long id) {
        return id == (int) id ? Optional.ofNullable(devices.get((int) id)) : Optional.empty();
    }

    synchronized List<Object> list() {
        List<Object> list = new ArrayList<>(devices.size());
        devices.forEach((id, device) -> list.add(MuxReplies.attached(id, device)));
        return list;
    }

    /** The reply and all devices leave in one piece, as a loaded daemon sends them. */
    synchronized void listen(MuxListener listener, byte[] reply) {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(reply);
        devices.forEach((id, device) ->
                first.writeBytes(new MuxEvent(MuxEvent.Kind.ATTACHED, id, device).packet(listener.speaksPlist())));
        listener.sendBytes(first.toByteArray());
        listeners.add(listener);
    }

    synchronized void forget(MuxListener listener) {
        listeners.remove(listener);
    }

    synchronized List<Object> descriptions() {
        return listeners.stream().<Object>map(MuxListener::description).toList();
    }

    private void tell(MuxEvent event) {
        listeners.forEach(listener -> listener.send(event));
    }
}
