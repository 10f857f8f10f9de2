package dev.trustline.virtualdevice.usb;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The USB/IP client of a kernel, as far as tests need one: lists, imports, and waits for each answer. */
final class UsbKernel implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final int TRANSFER = 16_384;
    private final Socket socket;
    private final DataInputStream in;
    private int number;

    UsbKernel(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** The bus ids that are listed; the connection is over then. */
    static java.util.List<String> list(InetSocketAddress address) throws IOException {
        try (UsbKernel kernel = new UsbKernel(address)) {
            kernel.send(ByteBuffer.allocate(8).putShort((short) 0x0111).putShort((short) 0x8005).putInt(0).array());
            kernel.in.skipNBytes(8);
            java.util.List<String> ids = new java.util.ArrayList<>();
            for (int left = kernel.in.readInt(); left > 0; left--) {
                kernel.in.skipNBytes(256);
                ids.add(UsbipExport.busId(kernel.in.readNBytes(32)));
                kernel.in.skipNBytes(24 + 4);
            }
            return ids;
        }
    }

    /** Whether the device was handed over. */
    boolean imports(String busId) throws IOException {
        send(ByteBuffer.allocate(40).putShort((short) 0x0111).putShort((short) 0x8003).putInt(0)
                .put(Arrays.copyOf(busId.getBytes(StandardCharsets.US_ASCII), 32)).array());
        in.skipNBytes(4);
        boolean done = in.readInt() == 0;
        in.skipNBytes(done ? 256 + 32 + 24 : 0);
        return done;
    }

    /** A control request; the answer in hex, or {@code stall}. */
    String control(int type, int request, int value, int index, int length) throws IOException {
        byte[] setup = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).put((byte) type).put((byte) request)
                .putShort((short) value).putShort((short) index).putShort((short) length).array();
        boolean isIn = (type & 0x80) != 0;
        submit(isIn, 0, isIn ? length : 0, setup, new byte[0]);
        byte[] answer = answer(isIn);
        return answer == null ? "stall" : HexFormat.of().formatHex(answer);
    }

    /** A bulk transfer to the phone. */
    void out(byte[] data) throws IOException {
        submit(false, PhoneDescriptors.OUT, data.length, new byte[8], data);
        answer(false);
    }

    /** The next transfer from the phone. */
    byte[] in() throws IOException {
        ask();
        return answer(true);
    }

    /** Asks for a transfer and does not wait; the number of the request. */
    int ask() throws IOException {
        submit(true, PhoneDescriptors.IN, TRANSFER, new byte[8], new byte[0]);
        return number;
    }

    /** Gives a request up; the status of the answer. */
    int unlink(int victim) throws IOException {
        send(ByteBuffer.allocate(48).putInt(2).putInt(++number).putInt(0).putInt(0).putInt(0).putInt(victim).array());
        byte[] reply = in.readNBytes(48);
        return ByteBuffer.wrap(reply).getInt(20);
    }

    /** Whether the device is gone: the connection has ended. */
    boolean isGone() throws IOException {
        return in.read() < 0;
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private void submit(boolean isIn, int endpoint, int length, byte[] setup, byte[] data) throws IOException {
        send(ByteBuffer.allocate(48 + data.length).putInt(1).putInt(++number).putInt(0x10002).putInt(isIn ? 1 : 0).putInt(endpoint)
                .putInt(0).putInt(length).putInt(0).putInt(0).putInt(0).put(setup).put(data).array());
    }

    private byte[] answer(boolean isIn) throws IOException {
        ByteBuffer reply = ByteBuffer.wrap(in.readNBytes(48));
        int status = reply.getInt(20);
        byte[] data = in.readNBytes(isIn && status == 0 ? reply.getInt(24) : 0);
        return status == 0 ? data : null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
