package dev.trustline.lockdown.wire;

import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.error.DeadlineExceeded;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Connects a non-blocking channel until a deadline, TCP or unix-domain. */
final class Connecting {
    private static final String DOING = "connecting";
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Connecting() { }

    static SocketChannel to(SocketAddress address, long deadline) throws IOException {
        return address instanceof UnixDomainSocketAddress ? unix(address, deadline) : tcp(address, deadline);
    }

    private static SocketChannel tcp(SocketAddress address, long deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try (Readiness connectable = Readiness.toConnect(channel)) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(address);
            while (!connected) {
                connectable.await(deadline, DOING);
                connected = channel.finishConnect();
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * On a unix-domain socket there is no "in progress": while the listener's backlog is full (5 with usbmuxd) Linux refuses
     * a non-blocking connect with EAGAIN, and no selector tells when to try again.
     */
    private static SocketChannel unix(SocketAddress address, long deadline) throws IOException {
        for (long pause = FIRST_PAUSE;; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                channel.connect(address);
                return channel;
            } catch (IOException | RuntimeException e) {
                channel.close();
                if (!isBacklogFull(e)) {
                    throw e;
                }
            }
            pause(Math.min(pause, deadline - System.nanoTime()));
        }
    }

    /** The JDK gives EAGAIN no type of its own, only the text of strerror (measured on 17 and 25). */
    private static boolean isBacklogFull(Exception e) {
        return e instanceof SocketException && e.getMessage() != null && e.getMessage().contains("temporarily unavailable");
    }

    private static void pause(long nanos) throws IOException {
        if (nanos <= 0) {
            throw new DeadlineExceeded(DOING + ": the listener's queue is full");
        }
        LockSupport.parkNanos(nanos);
        if (Thread.currentThread().isInterrupted()) {
            throw new CallInterrupted(DOING);
        }
    }
}
