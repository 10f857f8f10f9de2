package dev.trustline.lockdown.wire;

import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.DeadlineExceeded;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Waits until one channel is ready for one thing. Its selector is opened when something really has to wait, since it costs
 * two or three file descriptors, and kept for the next time. One waiting thread at a time.
 */
final class Readiness implements Closeable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SocketChannel channel;
    private final int operation;
    private Selector selector;
    private boolean closed;
    private volatile boolean woken;

    Readiness(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /** Returns when it is ready, and also, without being so, after a {@link #wake}. */
    void await(long deadline, String doing) throws IOException {
        Selector ours = selector();
        try {
            while (true) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CallInterrupted(doing);
                }
                if (woken) {
                    woken = false;
                    return;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new DeadlineExceeded(doing);
                }
                if (ours.select((left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI) > 0) {
                    ours.selectedKeys().clear();
                    return;
                }
                if (!channel.isOpen()) {
                    throw closedHere(doing);
                }
            }
        } catch (ClosedSelectorException e) {
            throw closedHere(doing);
        }
    }

    private synchronized Selector selector() throws IOException {
        if (closed) {
            throw closedHere("waiting");
        }
        if (selector == null) {
            Selector fresh = Selector.open();
            try {
                channel.register(fresh, operation);
            } catch (IOException e) {
                fresh.close();
                throw e;
            }
            selector = fresh;
        }
        return selector;
    }

    /** Ends the wait of another thread, or the next one. */
    synchronized void wake() {
        woken = true;
        if (selector != null && !closed) {
            selector.wakeup();
        }
    }

    private static ConnectionEnded closedHere(String doing) {
        return new ConnectionEnded(doing + ": it was closed on this side", false);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (selector != null) {
            selector.close();
        }
    }

    static Readiness toConnect(SocketChannel channel) {
        return new Readiness(channel, SelectionKey.OP_CONNECT);
    }
}
