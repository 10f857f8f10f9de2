package dev.trustline.virtualdevice.usbmux;

import dev.trustline.virtualdevice.io.Wire;
import dev.trustline.virtualdevice.time.Timeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * One lab host's usbmuxd: a device table behind a TCP port, a unix socket, or both. A connection costs one thread while
 * it is open. Thread-safe.
 */
public final class UsbmuxDaemon implements Bus, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(UsbmuxDaemon.class);

    /** Out of descriptors or threads: asking again at once would only fill the log. */
    private static final long ACCEPT_PAUSE_NANOS = 50_000_000;

    private final String host;
    private final RecordStore store;
    private final Timeline timeline;
    private final ExecutorService threads;
    private final DeviceTable devices = new DeviceTable();
    private final RecordRequests records;
    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private Path socket;
    private InetSocketAddress address;

    /** A daemon that does not listen yet; {@code threads} stays the caller's. */
    public UsbmuxDaemon(String host, RecordStore store, Timeline timeline, ExecutorService threads) {
        this.host = host;
        this.store = store;
        this.timeline = timeline;
        this.threads = threads;
        this.records = new RecordRequests(store, devices);
    }

    /** Listens on a TCP port; 0 takes a free one. */
    public synchronized void listen(InetSocketAddress where) throws IOException {
        ServerSocketChannel server = MuxSockets.tcp(where);
        address = (InetSocketAddress) server.getLocalAddress();
        start(server, "tcp");
    }

    /** Listens on a unix socket, 0600; a socket that nobody answers on is replaced. */
    public synchronized void listen(Path where) throws IOException {
        ServerSocketChannel server = MuxSockets.unix(where);
        socket = where;
        start(server, "unix");
    }

    /** The TCP address, once it listens there. */
    public synchronized Optional<InetSocketAddress> tcpAddress() {
        return Optional.ofNullable(address);
    }

    /** The unix socket, once it listens there. */
    public synchronized Optional<Path> unixSocket() {
        return Optional.ofNullable(socket);
    }

    /** What the daemon keeps. */
    public RecordStore records() {
        return store;
    }

    /** Shows a device to everybody who listens; returns its DeviceID. */
    @Override
    public int attach(MuxDevice device) {
        return devices.add(device);
    }

    /** Takes a device away. */
    @Override
    public void detach(int deviceId) {
        devices.remove(deviceId);
    }

    private void start(ServerSocketChannel server, String kind) {
        servers.add(server);
        Thread thread = new Thread(() -> accept(server), "usbmux-" + host + "-" + kind);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (channel.getLocalAddress() instanceof InetSocketAddress) {
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                }
                Wire wire = new Wire(channel, timeline);
                open.add(wire);
                threads.execute(() -> serve(wire));
            } catch (ClosedChannelException e) {
                LOG.debugf("usbmux socket closed host=%s", host);
            } catch (IOException | RejectedExecutionException e) {
                LOG.warnf("usbmux connection not accepted host=%s error=%s", host, e.toString());
                LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
            }
        }
    }

    private void serve(Wire wire) {
        try (wire) {
            new MuxConnection(wire, devices, records, threads, connections.incrementAndGet()).serve();
        } catch (AsynchronousCloseException e) {
            LOG.tracef("connection cut host=%s", host);
        } catch (IOException e) {
            LOG.debugf("connection ended host=%s error=%s", host, e.toString());
        } catch (RuntimeException e) {
            LOG.errorf(e, "connection failed host=%s error=%s", host, e.toString());
        } finally {
            open.remove(wire);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (ServerSocketChannel server : servers) {
            server.close();
        }
        for (Wire wire : open) {
            wire.close();
        }
        if (socket != null) {
            Files.deleteIfExists(socket);
        }
    }
}
