package dev.trustline.virtualdevice.usb;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One request of the host's kernel once a device is imported: 48 bytes, big endian (Linux, Documentation/usb/usbip_protocol.rst).
 *
 * @param command  {@link #SUBMIT} or {@link #UNLINK}; others are passed on as they came
 * @param number   of this request
 * @param isIn     whether data flow to the host
 * @param endpoint 0 to 15
 * @param length   of the buffer in bytes; for {@code UNLINK} the number of the request that is given up
 * @param setup    the 8 bytes of a control request
 */
record UsbipHeader(int command, int number, boolean isIn, int endpoint, int length, SetupPacket setup) {
    static final int SUBMIT = 1;
    static final int UNLINK = 2;
    static final int BYTES = 48;
    private static final int REPLY = 2;
    private static final int LENGTH_AT = 24;
    private static final int VICTIM_AT = 20;
    private static final int SETUP_AT = 40;
    private static final int STATUS_AT = 20;

    static UsbipHeader read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[BYTES];
        in.readFully(bytes);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int command = header.getInt();
        int number = header.getInt();
        header.getInt();
        boolean isIn = header.getInt() != 0;
        int endpoint = header.getInt();
        int length = header.getInt(command == UNLINK ? VICTIM_AT : LENGTH_AT);
        return new UsbipHeader(command, number, isIn, endpoint, length, SetupPacket.read(header.position(SETUP_AT)));
    }

    /**
     * {@return the answer to this request}
     *
     * @param status 0, or a negative error number of Linux
     * @param length how many bytes were transferred
     * @param data   what follows the header
     */
    byte[] reply(int status, int length, byte[] data) {
        ByteBuffer reply = ByteBuffer.allocate(BYTES + data.length).putInt(command + REPLY).putInt(number);
        reply.putInt(STATUS_AT, status);
        if (command == SUBMIT) {
            reply.putInt(LENGTH_AT, length);
        }
        return reply.position(BYTES).put(data).array();
    }
}
