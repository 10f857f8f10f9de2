package dev.trustline.lockdown.fake;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import dev.trustline.lockdown.usbmux.UsbmuxPorts;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** usbmuxd with one device, number 7, whose ports are scripts. */
public final class FakeUsbmuxd implements FakePeer.Script {
    public static final int DEVICE_ID = 7;
    public static final String UDID = "00008110-001A2B3C4D5E6F70";

    public final Map<Integer, FakePeer.Script> ports = new ConcurrentHashMap<>();
    public final Map<String, byte[]> records = new ConcurrentHashMap<>();
    public final BlockingQueue<PlistDict> events = new LinkedBlockingQueue<>();
    public final List<PlistDict> requests = new CopyOnWriteArrayList<>();

    public static PlistDict attached(int deviceId, String serial) {
        return PlistDict.of("MessageType", "Attached", "DeviceID", deviceId, "Properties", PlistDict.of(
                "ConnectionSpeed", 480_000_000, "ConnectionType", "USB", "DeviceID", deviceId,
                "LocationID", 65537, "ProductID", 4776, "SerialNumber", serial));
    }

    @Override
    public void talk(InputStream in, OutputStream out) throws Exception {
        while (true) {
            UsbmuxPacket packet = UsbmuxPacket.read(in, UsbmuxPacket.DAEMON_LIMIT);
            PlistDict request = PlistReader.read(packet.body());
            requests.add(request);
            String type = request.string("MessageType").orElseThrow();
            if (type.equals("Connect")) {
                connect(packet.tag(), request, in, out);
                return;
            }
            reply(out, packet.tag(), answer(type, request));
            if (type.equals("Listen")) {
                reply(out, 0, attached(DEVICE_ID, UDID));
                while (true) {
                    reply(out, 0, events.take());
                }
            }
        }
    }

    private PlistDict answer(String type, PlistDict request) {
        String id = request.string("PairRecordID").orElse("");
        return switch (type) {
            case "ListDevices" -> PlistDict.of("DeviceList", List.of(attached(DEVICE_ID, UDID.replace("-", "")),
                    attached(8, "CPID:8110 in restore mode")));
            case "ReadBUID" -> PlistDict.of("BUID", "30142955-4440-9437-9208-051516112233");
            case "ReadPairRecord" -> records.containsKey(id)
                    ? PlistDict.of("PairRecordData", records.get(id)) : result(2);
            case "SavePairRecord" -> {
                records.put(id, request.data("PairRecordData").orElseThrow());
                yield result(0);
            }
            case "DeletePairRecord" -> result(records.remove(id) == null ? 2 : 0);
            case "Listen" -> result(0);
            default -> result(1);
        };
    }

    private void connect(int tag, PlistDict request, InputStream in, OutputStream out) throws Exception {
        FakePeer.Script port = ports.get(UsbmuxPorts.swap((int) request.integer("PortNumber").orElseThrow()));
        int number = request.integer("DeviceID").orElseThrow() != DEVICE_ID ? 2 : port == null ? 3 : 0;
        reply(out, tag, result(number));
        if (number == 0) {
            port.talk(in, out);
        }
    }

    private static PlistDict result(int number) {
        return PlistDict.of("MessageType", "Result", "Number", number);
    }

    private static void reply(OutputStream out, int tag, PlistDict dict) throws Exception {
        out.write(UsbmuxPacket.plist(tag, dict).toBytes());
    }
}
