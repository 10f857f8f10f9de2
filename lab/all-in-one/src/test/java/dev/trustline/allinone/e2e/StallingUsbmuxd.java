package dev.trustline.allinone.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a pairing-service and its usbmuxd, passes everything on, and stops the first three unpairs for ever, each at
 * another step: before the device has heard of it, after it has done it, before usbmuxd removes the record. Thread-safe.
 */
final class StallingUsbmuxd implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("stalling-usbmuxd");
    private static final String UNPAIR = "<string>Unpair</string>";
    private static final String DELETE = "<string>DeletePairRecord</string>";

    private final ServerSocket server;
    private final int usbmuxd;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>(List.of(Step.values()));
    private final List<Step> stalled = new CopyOnWriteArrayList<>();

    /** Where an unpair is stopped, in the order in which they come. */
    enum Step {
        DEVICE_NOT_ASKED,
        DEVICE_HAS_DONE_IT,
        RECORD_NOT_REMOVED
    }

    StallingUsbmuxd(int usbmuxd) throws IOException {
        this.usbmuxd = usbmuxd;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The unpairs that stand still by now. */
    List<Step> stalled() {
        return List.copyOf(stalled);
    }

    private void accept() throws IOException {
        for (;;) {
            Socket client = server.accept();
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), usbmuxd);
            open.addAll(List.of(client, upstream));
            Connection connection = new Connection(client, upstream);
            run(connection::requests);
            run(connection::replies);
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket upstream;
        private volatile boolean isDeaf;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void requests() throws IOException {
            InputStream in = client.getInputStream();
            OutputStream out = upstream.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            String seen = "";
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                seen += new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
                if (seen.contains(UNPAIR) && steps.peek() == Step.DEVICE_NOT_ASKED || seen.contains(DELETE) && steps.peek() == Step.RECORD_NOT_REMOVED) {
                    stalled.add(steps.remove());
                    return;
                }
                isDeaf = seen.contains(UNPAIR) && steps.peek() == Step.DEVICE_HAS_DONE_IT;
                seen = seen.substring(Math.max(0, seen.length() - DELETE.length()));
                out.write(bytes, 0, read);
            }
            upstream.shutdownOutput();
        }

        void replies() throws IOException {
            InputStream in = upstream.getInputStream();
            byte[] bytes = new byte[1 << 16];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (isDeaf) {
                    stalled.add(steps.remove());
                    return;
                }
                client.getOutputStream().write(bytes, 0, read);
            }
            client.shutdownOutput();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A connection that breaks is the end of this work and of nothing else. */
    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a connection has ended", e);
            }
        }, "stalling-usbmuxd");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
