package dev.trustline.virtualdevice.usb;

import dev.trustline.virtualdevice.io.Wire;
import dev.trustline.virtualdevice.time.Timeline;
import dev.trustline.virtualdevice.usbmux.Bus;
import dev.trustline.virtualdevice.usbmux.DeviceService;
import dev.trustline.virtualdevice.usbmux.MuxDevice;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * The USB bus of one lab host, exported by USB/IP: a phone that is plugged in can be imported by a Linux kernel
 * ({@code usbip attach -r ADDRESS -b BUSID}), and is gone from that kernel's bus as soon as it is unplugged. A phone is imported by
 * one kernel at a time, and not listed while it is. Thread-safe.
 */
public final class UsbipBus implements Bus, AutoCloseable {
    /** Where USB/IP servers listen unless told otherwise. */
    public static final int PORT = 3240;
    private static final Logger LOG = Logger.getLogger(UsbipBus.class);
    /** Out of descriptors or threads: asking again at once would only fill the log. */
    private static final long ACCEPT_PAUSE_NANOS = 50_000_000;
    private static final int REQUEST_HEAD = 8;

    private final Timeline timeline;
    private final ExecutorService threads;
    private final ServerSocketChannel server;
    private final InetSocketAddress address;
    private final Map<Integer, MuxDevice> devices = new TreeMap<>();
    private final Map<Integer, Wire> imported = new TreeMap<>();
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private int lastNumber;

    private UsbipBus(ServerSocketChannel server, Timeline timeline, ExecutorService threads) throws IOException {
        this.server = server;
        this.address = (InetSocketAddress) server.getLocalAddress();
        this.timeline = timeline;
        this.threads = threads;
    }

    /**
     * Listens there; port 0 takes a free one.
     *
     * @param threads one for each connection of a kernel and each of a phone; stays the caller's
     * @throws IOException if the port is taken
     */
    public static UsbipBus listen(InetSocketAddress where, Timeline timeline, ExecutorService threads) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(where);
        } catch (IOException e) {
            server.close();
            throw new IOException("USB/IP cannot listen on " + where + ": " + e.getMessage(), e);
        }
        UsbipBus bus = new UsbipBus(server, timeline, threads);
        Thread thread = new Thread(bus::accept, "usbip");
        thread.setDaemon(true);
        thread.start();
        return bus;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public synchronized int attach(MuxDevice device) {
        devices.put(++lastNumber, device);
        return lastNumber;
    }

    @Override
    public void detach(int number) {
        Wire kernel;
        synchronized (this) {
            devices.remove(number);
            kernel = imported.remove(number);
        }
        if (kernel != null) {
            close(kernel);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Wire wire = new Wire(channel, timeline);
                open.add(wire);
                threads.execute(() -> serve(wire));
            } catch (ClosedChannelException e) {
                LOG.debug("USB/IP socket closed");
            } catch (IOException | RejectedExecutionException e) {
                LOG.warnf("USB/IP connection not accepted error=%s", e.toString());
                LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
            }
        }
    }

    private void serve(Wire wire) {
        try (wire) {
            DataInputStream in = new DataInputStream(wire.in());
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(REQUEST_HEAD));
            int code = head.remaining() < REQUEST_HEAD ? 0 : Short.toUnsignedInt(head.getShort(2));
            if (code == UsbipExport.LIST) {
                wire.out().write(UsbipExport.list(exported()));
            } else if (code == UsbipExport.IMPORT) {
                hand(wire, UsbipExport.busId(in.readNBytes(UsbipExport.BUS_ID)));
            }
        } catch (BrokenMuxFrame e) {
            LOG.warnf("a kernel is out of step; the phone drops off its bus error=%s", e.getMessage());
        } catch (EOFException | ClosedChannelException e) {
            LOG.debug("USB/IP connection ended");
        } catch (IOException e) {
            LOG.debugf("USB/IP connection ended error=%s", e.toString());
        } finally {
            open.remove(wire);
        }
    }

    private synchronized List<Integer> exported() {
        return devices.keySet().stream().filter(number -> !imported.containsKey(number)).toList();
    }

    private void hand(Wire wire, String busId) throws IOException {
        Optional<Integer> number = take(busId, wire);
        if (number.isEmpty()) {
            wire.out().write(UsbipExport.refused());
            return;
        }
        try {
            wire.out().write(UsbipExport.handedOver(number.get()));
            serve(wire, device(number.get()));
        } finally {
            giveBack(number.get(), wire);
        }
    }

    private synchronized Optional<Integer> take(String busId, Wire wire) {
        Optional<Integer> number = exported().stream().filter(n -> UsbipExport.busId(n).equals(busId)).findFirst();
        number.ifPresent(n -> imported.put(n, wire));
        return number;
    }

    private synchronized MuxDevice device(int number) throws EOFException {
        return Optional.ofNullable(devices.get(number)).orElseThrow(() -> new EOFException("unplugged meanwhile"));
    }

    private synchronized void giveBack(int number, Wire wire) {
        imported.remove(number, wire);
    }

    private void serve(Wire kernel, MuxDevice device) throws IOException {
        UsbipSession session = new UsbipSession(kernel);
        MuxLink link = new MuxLink(device::connect, session::toHost, this::begin);
        try {
            session.serve(new UsbPhone(new PhoneDescriptors(device.udid().replace("-", "")), link), link);
        } finally {
            link.reset();
        }
    }

    private void begin(MuxStream stream, DeviceService service) {
        threads.execute(() -> {
            try (Wire wire = new Wire(stream, timeline)) {
                service.serve(wire);
            } catch (IOException e) {
                LOG.debugf("a connection over USB ended error=%s", e.toString());
            } catch (RuntimeException e) {
                LOG.errorf(e, "a connection over USB failed error=%s", e.toString());
            }
        });
    }

    private static void close(Wire wire) {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debugf("closing a USB/IP connection failed error=%s", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(UsbipBus::close);
    }
}
