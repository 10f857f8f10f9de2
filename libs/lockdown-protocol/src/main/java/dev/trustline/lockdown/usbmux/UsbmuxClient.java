package dev.trustline.lockdown.usbmux;

import dev.trustline.lockdown.error.ConnectionRefusedByDevice;
import dev.trustline.lockdown.error.DeviceNotAttached;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.error.UsbmuxRefused;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.wire.ByteWire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks usbmuxd, one connection a request as libusbmuxd does. Every method throws
 * {@link dev.trustline.lockdown.error.UsbmuxUnavailable} when the daemon cannot be reached,
 * {@link dev.trustline.lockdown.error.DeadlineExceeded} when it does not answer in time (usbmuxd leaves a request that it
 * cannot read without any answer), and {@link UsbmuxRefused} when it says no. Immutable; safe for any number of threads.
 */
public final class UsbmuxClient {
    /** What libusbmuxd allows for an answer, and a good default here. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    private static final long OK = 0;
    private static final long BAD_DEVICE = 2;
    private static final long NO_SUCH_RECORD = 2;
    private static final long CONNECTION_REFUSED = 3;

    private final UsbmuxAddress address;
    private final Duration timeout;

    /**
     * @param address where usbmuxd listens
     * @param timeout for one request, connecting included; {@link #USUAL_TIMEOUT} is usual
     */
    public UsbmuxClient(UsbmuxAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /** {@return where usbmuxd listens} */
    public UsbmuxAddress address() {
        return address;
    }

    /**
     * {@return the devices attached now, without those whose serial is no UDID (restore mode)}
     *
     * @throws IOException see the class
     */
    public List<UsbmuxDevice> listDevices() throws IOException {
        PlistDict reply = ask("ListDevices", PlistDict.empty());
        List<Object> entries = reply.list("DeviceList").orElseThrow(() -> noAnswer("ListDevices", reply));
        List<UsbmuxDevice> devices = new ArrayList<>();
        for (Object entry : entries) {
            if (entry instanceof PlistDict attached) {
                UsbmuxDevice.from(attached).ifPresent(devices::add);
            }
        }
        return List.copyOf(devices);
    }

    /**
     * Connects to a port of a device.
     *
     * @param deviceId usbmuxd's number of the attachment
     * @param port in host byte order, as {@code StartService} tells it
     * @return the byte stream to that port; the caller closes it
     * @throws DeviceNotAttached if usbmuxd has no such device
     * @throws ConnectionRefusedByDevice if nobody listens on that port of the device
     * @throws IOException see the class
     */
    public ByteWire connect(int deviceId, int port) throws IOException {
        UsbmuxConversation conversation = UsbmuxConversation.open(address, timeout);
        try {
            PlistDict reply = conversation.ask("Connect",
                    PlistDict.of("DeviceID", deviceId, "PortNumber", UsbmuxPorts.swap(port)));
            long result = UsbmuxConversation.result(reply, "Connect");
            if (result == BAD_DEVICE) {
                throw new DeviceNotAttached(deviceId);
            }
            if (result == CONNECTION_REFUSED) {
                throw new ConnectionRefusedByDevice(port);
            }
            require(result, "Connect");
            return conversation.wire();
        } catch (IOException | RuntimeException e) {
            conversation.close();
            throw e;
        }
    }

    /**
     * {@return the SystemBUID, by which phones know this host: an identity, not for logs}
     *
     * @throws IOException see the class
     */
    public String readBuid() throws IOException {
        PlistDict reply = ask("ReadBUID", PlistDict.empty());
        return reply.string("BUID").orElseThrow(() -> noAnswer("ReadBUID", reply));
    }

    /**
     * {@return the stored pair record, XML or binary as it was stored, or empty if there is none}
     *
     * @param udid in canonical form: it is used as a file name
     * @throws IOException see the class
     */
    public Optional<byte[]> readPairRecord(String udid) throws IOException {
        PlistDict reply = ask("ReadPairRecord", PlistDict.of("PairRecordID", udid));
        Optional<byte[]> record = reply.data("PairRecordData");
        if (record.isEmpty() && UsbmuxConversation.result(reply, "ReadPairRecord") != NO_SUCH_RECORD) {
            throw noAnswer("ReadPairRecord", reply);
        }
        return record;
    }

    /**
     * Stores a pair record for every program on this host.
     *
     * @param udid in canonical form
     * @param plist the record, XML or binary, at most about 48,000 bytes: usbmuxd ends a connection that sends it more
     *     than 64 KiB
     * @param deviceId the attachment that it is for; without it other programs get no {@link UsbmuxEvent.Paired}
     * @throws IOException see the class
     */
    public void savePairRecord(String udid, byte[] plist, OptionalInt deviceId) throws IOException {
        PlistDict arguments = PlistDict.of("PairRecordID", udid, "PairRecordData", plist);
        PlistDict reply = ask("SavePairRecord",
                deviceId.isPresent() ? arguments.with("DeviceID", deviceId.getAsInt()) : arguments);
        require(UsbmuxConversation.result(reply, "SavePairRecord"), "SavePairRecord");
    }

    /**
     * {@return whether there was a pair record; now there is none}
     *
     * @param udid in canonical form
     * @throws IOException see the class
     */
    public boolean deletePairRecord(String udid) throws IOException {
        PlistDict reply = ask("DeletePairRecord", PlistDict.of("PairRecordID", udid));
        long result = UsbmuxConversation.result(reply, "DeletePairRecord");
        if (result != NO_SUCH_RECORD) {
            require(result, "DeletePairRecord");
        }
        return result == OK;
    }

    /**
     * {@return a listener that hears first of the devices present, then of every change; the caller closes it}
     *
     * @throws IOException see the class
     */
    public UsbmuxListener listen() throws IOException {
        UsbmuxConversation conversation = UsbmuxConversation.open(address, timeout);
        try {
            PlistDict reply = conversation.ask("Listen", PlistDict.empty());
            require(UsbmuxConversation.result(reply, "Listen"), "Listen");
            return new UsbmuxListener(conversation.wire());
        } catch (IOException | RuntimeException e) {
            conversation.close();
            throw e;
        }
    }

    private PlistDict ask(String messageType, PlistDict arguments) throws IOException {
        try (UsbmuxConversation conversation = UsbmuxConversation.open(address, timeout)) {
            return conversation.ask(messageType, arguments);
        }
    }

    private static void require(long result, String messageType) throws UsbmuxRefused {
        if (result != OK) {
            throw new UsbmuxRefused(messageType, result);
        }
    }

    private static IOException noAnswer(String messageType, PlistDict reply) {
        try {
            long result = UsbmuxConversation.result(reply, messageType);
            return result == OK ? new UnexpectedReply(messageType, "success without the value")
                    : new UsbmuxRefused(messageType, result);
        } catch (UnexpectedReply e) {
            return e;
        }
    }
}
