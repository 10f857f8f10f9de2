package dev.trustline.virtualdevice.usbmux;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends whatever a test wants to send and reads with a time limit. */
final class RawMuxClient implements AutoCloseable {
    private static final int PATIENCE_MS = 5_000;

    final Socket socket;

    RawMuxClient(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MS);
    }

    void send(UsbmuxPacket packet) throws IOException {
        socket.getOutputStream().write(packet.toBytes());
    }

    PlistDict ask(int tag, Object... keysAndValues) throws IOException {
        send(UsbmuxPacket.plist(tag, PlistDict.of(keysAndValues)));
        return body(read());
    }

    UsbmuxPacket read() throws IOException {
        return UsbmuxPacket.read(socket.getInputStream(), 1 << 20);
    }

    static PlistDict body(UsbmuxPacket packet) throws IOException {
        return PlistReader.read(packet.body());
    }

    long result(Object... keysAndValues) throws IOException {
        return ask(1, keysAndValues).integer("Number").orElseThrow();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
