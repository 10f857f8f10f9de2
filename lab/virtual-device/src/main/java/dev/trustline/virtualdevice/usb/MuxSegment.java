package dev.trustline.virtualdevice.usb;

import java.nio.ByteBuffer;

/**
 * One segment of the multiplexer's pseudo TCP (protocol.md §2.5): ports in host byte order, no options, no checksum.
 *
 * @param from    the sender's port
 * @param to      the receiver's port
 * @param seq     bytes sent before this one, and one for the SYN
 * @param ack     bytes received, and one for the SYN
 * @param flags   exactly one of the constants below in a healthy connection
 * @param window  how many bytes the sender can take more; a multiple of 256 on the wire
 * @param payload the data; not copied
 */
record MuxSegment(int from, int to, int seq, int ack, int flags, int window, byte[] payload) {
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;
    /** Bytes of the header. */
    static final int HEADER = 20;
    private static final int WINDOW_SHIFT = 8;
    private static final byte HEADER_WORDS = 0x50;

    /**
     * {@return the segment in a TCP frame's body}
     *
     * @throws BrokenMuxFrame if it ends in its header
     */
    static MuxSegment read(byte[] body) throws BrokenMuxFrame {
        if (body.length < HEADER) {
            throw new BrokenMuxFrame("a TCP segment of " + body.length + " bytes; its header has " + HEADER);
        }
        ByteBuffer segment = ByteBuffer.wrap(body);
        int from = Short.toUnsignedInt(segment.getShort());
        int to = Short.toUnsignedInt(segment.getShort());
        int seq = segment.getInt();
        int ack = segment.getInt();
        segment.get();
        int flags = Byte.toUnsignedInt(segment.get());
        int window = Short.toUnsignedInt(segment.getShort()) << WINDOW_SHIFT;
        byte[] payload = new byte[body.length - HEADER];
        segment.position(HEADER).get(payload);
        return new MuxSegment(from, to, seq, ack, flags, window, payload);
    }

    /** {@return the body of a TCP frame} */
    byte[] toBytes() {
        return ByteBuffer.allocate(HEADER + payload.length)
                .putShort((short) from).putShort((short) to).putInt(seq).putInt(ack)
                .put(HEADER_WORDS).put((byte) flags).putShort((short) (window >> WINDOW_SHIFT)).putInt(0)
                .put(payload).array();
    }
}
