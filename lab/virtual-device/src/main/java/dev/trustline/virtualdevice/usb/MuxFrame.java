package dev.trustline.virtualdevice.usb;

import java.nio.ByteBuffer;

/**
 * One frame of the USB multiplexer, big endian (protocol.md §2.4). Version 1 and every {@link #VERSION} frame have a header of 8
 * bytes, version 2 one of 16.
 *
 * @param protocol one of the constants below; others are passed on as they came
 * @param txSeq    counts the sender's frames, 0 to 65535, 0 in a short header
 * @param rxSeq    what the sender has seen last of the other side, 0 to 65535, 0 in a short header
 * @param body     what follows the header; not copied
 */
record MuxFrame(int protocol, int txSeq, int rxSeq, byte[] body) {
    static final int VERSION = 0;
    static final int CONTROL = 1;
    static final int SETUP = 2;
    static final int TCP = 6;
    /** The largest frame that usbmuxd takes from a device, header included, in bytes. */
    static final int LIMIT = 65_536;
    /** Protocol and length, which every frame begins with, in bytes. */
    static final int PREFIX = 8;
    private static final int LONG_HEADER = 16;
    private static final int MAGIC = 0xFEED_FACE;

    /**
     * {@return the length of the frame that begins with these 8 bytes, header included}
     *
     * @throws BrokenMuxFrame if no frame can have that length
     */
    static int length(ByteBuffer prefix) throws BrokenMuxFrame {
        long length = Integer.toUnsignedLong(prefix.getInt(prefix.position() + Integer.BYTES));
        if (length < PREFIX || length > LIMIT) {
            throw new BrokenMuxFrame("a mux frame of " + length + " bytes; " + PREFIX + " to " + LIMIT + " are possible");
        }
        return (int) length;
    }

    /**
     * {@return the frame in these bytes, which are one frame's}
     *
     * @param version of the multiplexer that both sides have agreed on, 0 before that
     * @throws BrokenMuxFrame if it ends in its header or the magic number is wrong
     */
    static MuxFrame read(byte[] bytes, int version) throws BrokenMuxFrame {
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        int protocol = frame.getInt();
        frame.getInt();
        if (isShort(protocol, version)) {
            return new MuxFrame(protocol, 0, 0, rest(frame));
        }
        if (bytes.length < LONG_HEADER || frame.getInt() != MAGIC) {
            throw new BrokenMuxFrame("a mux frame of version 2 without its header of 16 bytes");
        }
        return new MuxFrame(protocol, Short.toUnsignedInt(frame.getShort()), Short.toUnsignedInt(frame.getShort()), rest(frame));
    }

    /** {@return header and body, for one transfer} */
    byte[] toBytes(int version) {
        boolean isShort = isShort(protocol, version);
        int length = (isShort ? PREFIX : LONG_HEADER) + body.length;
        ByteBuffer frame = ByteBuffer.allocate(length).putInt(protocol).putInt(length);
        if (!isShort) {
            frame.putInt(MAGIC).putShort((short) txSeq).putShort((short) rxSeq);
        }
        return frame.put(body).array();
    }

    private static boolean isShort(int protocol, int version) {
        return version < 2 || protocol == VERSION;
    }

    private static byte[] rest(ByteBuffer frame) {
        byte[] rest = new byte[frame.remaining()];
        frame.get(rest);
        return rest;
    }
}
