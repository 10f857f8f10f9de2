package dev.trustline.lockdown.usbmux;

import dev.trustline.lockdown.error.OversizedFrame;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.wire.Exactly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One packet on usbmuxd's socket: a little-endian header of 16 bytes, whose length counts itself, and a body (usbmuxd
 * {@code src/usbmuxd-proto.h}).
 *
 * @param version {@link #VERSION_BINARY} or {@link #VERSION_PLIST}; others are passed on as they came
 * @param messageType one of the constants below
 * @param tag repeated in the reply to a request; 0 on events
 * @param body what follows the header; not copied
 */
public record UsbmuxPacket(int version, int messageType, int tag, byte[] body) {
    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 16;
    /** The old protocol without property lists. */
    public static final int VERSION_BINARY = 0;
    /** The protocol that everybody speaks. */
    public static final int VERSION_PLIST = 1;
    /** A result as a little-endian number. */
    public static final int RESULT = 1;
    /** Binary protocol: connect to a device. */
    public static final int CONNECT = 2;
    /** Binary protocol: listen for devices. */
    public static final int LISTEN = 3;
    /** Binary protocol: a device was attached. */
    public static final int DEVICE_ADD = 4;
    /** Binary protocol: a device was detached. */
    public static final int DEVICE_REMOVE = 5;
    /** Binary protocol: a device was paired. */
    public static final int DEVICE_PAIRED = 6;
    /** The body is a property list. */
    public static final int PLIST = 8;
    /** The largest packet that usbmuxd itself takes from a client, header included; more ends the connection. */
    public static final int DAEMON_LIMIT = 0x10000;

    /**
     * {@return the next packet}
     *
     * @param in where it comes from; not a byte more than the packet is read
     * @param maxLength the largest length accepted, header included, in bytes
     * @throws OversizedFrame if the length is below 16 or above the limit
     * @throws dev.trustline.lockdown.error.ConnectionEnded if the stream ends
     * @throws IOException what the stream itself reports
     */
    public static UsbmuxPacket read(InputStream in, int maxLength) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(Exactly.read(in, HEADER_LENGTH, true)).order(ByteOrder.LITTLE_ENDIAN);
        long length = Integer.toUnsignedLong(header.getInt());
        if (length < HEADER_LENGTH || length > maxLength) {
            throw new OversizedFrame(length, maxLength);
        }
        int version = header.getInt();
        int messageType = header.getInt();
        int tag = header.getInt();
        return new UsbmuxPacket(version, messageType, tag, Exactly.read(in, (int) length - HEADER_LENGTH, false));
    }

    /**
     * {@return a packet of the property list protocol; XML, because usbmuxd answers nothing to a binary one}
     *
     * @param tag to be found in the reply; 0 on events
     * @param dict the body
     */
    public static UsbmuxPacket plist(int tag, PlistDict dict) {
        return new UsbmuxPacket(VERSION_PLIST, PLIST, tag, PlistWriter.xml(dict));
    }

    /** {@return header and body, for one single write} */
    public byte[] toBytes() {
        return ByteBuffer.allocate(HEADER_LENGTH + body.length).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEADER_LENGTH + body.length).putInt(version).putInt(messageType).putInt(tag).put(body).array();
    }

    /** {@return the header only: a body may hold a pair record} */
    @Override
    public String toString() {
        return "UsbmuxPacket[version=" + version + ", messageType=" + messageType + ", tag=" + tag
                + ", body of " + body.length + "]";
    }
}
