package dev.trustline.virtualdevice.usbmux;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import dev.trustline.lockdown.usbmux.UsbmuxPorts;
import dev.trustline.virtualdevice.io.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

/**
 * One client of the daemon. Requests follow one another until {@code Listen}, after which any request ends the
 * connection, or {@code Connect}, after which it is a pipe into the device. What is no XML property list with a
 * {@code MessageType} gets no reply at all. Numbers are answered in binary until the client's first property list and as
 * property lists from then on, whatever version its headers name (measured with usbmuxd 1.1.1).
 */
final class MuxConnection {
    private static final byte[] BINARY_MAGIC = {'b', 'p', 'l', 'i', 's', 't'};

    private final Wire wire;
    private final DeviceTable devices;
    private final RecordRequests records;
    private final Executor threads;
    private final int number;
    private boolean speaksPlist;

    MuxConnection(Wire wire, DeviceTable devices, RecordRequests records, Executor threads, int number) {
        this.wire = wire;
        this.devices = devices;
        this.records = records;
        this.threads = threads;
        this.number = number;
    }

    /** Serves until either side ends. */
    void serve() throws IOException {
        boolean more = true;
        while (more) {
            more = answer(UsbmuxPacket.read(wire.in(), UsbmuxPacket.DAEMON_LIMIT));
        }
    }

    private boolean answer(UsbmuxPacket packet) throws IOException {
        if (packet.version() != UsbmuxPacket.VERSION_BINARY && packet.version() != UsbmuxPacket.VERSION_PLIST) {
            return result(packet, MuxReplies.BAD_VERSION);
        }
        switch (packet.messageType()) {
            case UsbmuxPacket.PLIST:
                speaksPlist = true;
                Optional<PlistDict> request = parse(packet.body());
                Optional<String> type = request.flatMap(dict -> dict.string("MessageType"));
                return type.isEmpty() || answer(packet, type.get(), request.get());
            case UsbmuxPacket.LISTEN:
                listen(packet, PlistDict.of());
                return false;
            case UsbmuxPacket.CONNECT:
                return binaryConnect(packet);
            default:
                return result(packet, MuxReplies.BAD_COMMAND);
        }
    }

    private boolean answer(UsbmuxPacket packet, String type, PlistDict request) throws IOException {
        switch (type) {
            case "Listen":
                listen(packet, request);
                return false;
            case "Connect":
                return plistConnect(packet, request);
            default:
                wire.out().write(UsbmuxPacket.plist(packet.tag(), simple(type, request)).toBytes());
                return true;
        }
    }

    private PlistDict simple(String type, PlistDict request) {
        return switch (type) {
            case "ListDevices" -> PlistDict.of("DeviceList", devices.list());
            case "ListListeners" -> PlistDict.of("ListenerList", devices.descriptions());
            case "ReadBUID" -> records.buid();
            case "ReadPairRecord" -> records.read(request);
            case "SavePairRecord" -> records.save(request);
            case "DeletePairRecord" -> records.delete(request);
            default -> MuxReplies.result(MuxReplies.BAD_COMMAND);
        };
    }

    private static Optional<PlistDict> parse(byte[] body) {
        boolean binary = body.length >= BINARY_MAGIC.length
                && Arrays.equals(body, 0, BINARY_MAGIC.length, BINARY_MAGIC, 0, BINARY_MAGIC.length);
        if (binary) {
            return Optional.empty();
        }
        try {
            return Optional.of(PlistReader.read(body));
        } catch (LockdownException e) {
            return Optional.empty();
        }
    }

    /** Answers with a number and goes on. */
    private boolean result(UsbmuxPacket request, int number) throws IOException {
        wire.out().write(MuxReplies.result(speaksPlist, request.tag(), number));
        return true;
    }

    private void listen(UsbmuxPacket packet, PlistDict request) throws IOException {
        MuxListener listener = new MuxListener(wire, speaksPlist, description(request));
        byte[] ok = MuxReplies.result(speaksPlist, packet.tag(), MuxReplies.OK);
        devices.listen(listener, ok);
        threads.execute(listener::write);
        try {
            // whatever comes now, a request or the end, ends the connection
            wire.in().read();
        } finally {
            devices.forget(listener);
            listener.end();
        }
    }

    private PlistDict description(PlistDict request) {
        String program = request.string("ProgName").orElse("unknown");
        PlistDict row = PlistDict.of(
                "Blacklisted",
                false,
                "ConnType",
                0,
                "ID String",
                number + "-" + program,
                "ProgName",
                program,
                "kLibUSBMuxVersion",
                request.integer("kLibUSBMuxVersion").orElse(0));
        return request.string("BundleID").map(id -> row.with("BundleID", id)).orElse(row);
    }

    private boolean plistConnect(UsbmuxPacket packet, PlistDict request) throws IOException {
        OptionalLong port = request.integer("PortNumber");
        if (port.isEmpty() || port.getAsLong() < 0 || port.getAsLong() > 0xFFFF) {
            return result(packet, MuxReplies.BAD_COMMAND);
        }
        return connect(packet, request.integer("DeviceID").orElse(0), UsbmuxPorts.swap((int) port.getAsLong()));
    }

    /** DeviceID, little endian; port, in the network's order; two bytes of nothing. */
    private boolean binaryConnect(UsbmuxPacket packet) throws IOException {
        ByteBuffer body = ByteBuffer.wrap(packet.body()).order(ByteOrder.LITTLE_ENDIAN);
        long device = body.remaining() < Integer.BYTES ? 0 : Integer.toUnsignedLong(body.getInt());
        int port = body.remaining() < Short.BYTES ? 0 : Short.toUnsignedInt(body.order(ByteOrder.BIG_ENDIAN).getShort());
        return connect(packet, device, port);
    }

    private boolean connect(UsbmuxPacket packet, long deviceId, int port) throws IOException {
        Optional<MuxDevice> device = devices.find(deviceId);
        if (device.isEmpty()) {
            return result(packet, MuxReplies.BAD_DEVICE);
        }
        Optional<DeviceService> service = device.get().connect(port);
        if (service.isEmpty()) {
            return result(packet, MuxReplies.CONNECTION_REFUSED);
        }
        result(packet, MuxReplies.OK);
        service.get().serve(wire);
        return false;
    }
}
