package dev.trustline.lockdown.usbmux;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.error.UsbmuxRefused;
import dev.trustline.lockdown.error.UsbmuxUnavailable;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.wire.ByteWire;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/** One connection to usbmuxd and the request that it is for. */
final class UsbmuxConversation implements Closeable {
    /** Room for a list of some thousand devices. */
    private static final int REPLY_LIMIT = 8 << 20;
    private static final int TAG = 1;
    private static final int PROTOCOL = 3;

    private final ByteWire wire;

    private UsbmuxConversation(ByteWire wire) {
        this.wire = wire;
    }

    static UsbmuxConversation open(UsbmuxAddress address, Duration timeout) throws IOException {
        try {
            return new UsbmuxConversation(ByteWire.open(address.socketAddress(), timeout));
        } catch (LockdownException e) {
            throw e;
        } catch (IOException | UnresolvedAddressException e) {
            throw new UsbmuxUnavailable(address.toString(), e);
        }
    }

    /** Sends one request; what {@code ListListeners} shows of this program goes with it. */
    PlistDict ask(String messageType, PlistDict arguments) throws IOException {
        PlistDict request = arguments.with("MessageType", messageType)
                .with("ProgName", "trustline")
                .with("ClientVersionString", "trustline-lockdown-protocol")
                .with("kLibUSBMuxVersion", PROTOCOL);
        wire.out().write(UsbmuxPacket.plist(TAG, request).toBytes());
        return read(wire.in(), messageType);
    }

    static PlistDict read(InputStream in, String messageType) throws IOException {
        UsbmuxPacket packet = UsbmuxPacket.read(in, REPLY_LIMIT);
        if (packet.messageType() == UsbmuxPacket.PLIST) {
            return PlistReader.read(packet.body(), 2 * REPLY_LIMIT);
        }
        if (packet.messageType() == UsbmuxPacket.RESULT && packet.body().length >= Integer.BYTES) {
            throw new UsbmuxRefused(messageType,
                    Integer.toUnsignedLong(ByteBuffer.wrap(packet.body()).order(ByteOrder.LITTLE_ENDIAN).getInt()));
        }
        throw new UnexpectedReply(messageType, "no property list, message type " + packet.messageType());
    }

    /** The number of a {@code Result}; any other message is no answer. */
    static long result(PlistDict reply, String messageType) throws UnexpectedReply {
        if (reply.string("MessageType").filter("Result"::equals).isEmpty()) {
            throw new UnexpectedReply(messageType, "neither the answer nor a Result");
        }
        return reply.integer("Number").orElseThrow(() -> new UnexpectedReply(messageType, "a Result without Number"));
    }

    /** The wire, which now belongs to the caller. */
    ByteWire wire() {
        return wire;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
