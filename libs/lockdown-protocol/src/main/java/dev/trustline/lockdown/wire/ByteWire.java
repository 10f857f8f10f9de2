package dev.trustline.lockdown.wire;

import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.error.LockdownException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One byte stream over a TCP or a unix-domain socket, the same code for both: the channel never blocks, and a call that has
 * to wait does so on a selector in the caller's own thread, until the deadline that {@link #within} set. An interrupt ends
 * the wait as {@link CallInterrupted} and leaves the interrupt flag set.
 *
 * <p>One thread may read while another writes, both under the same deadline. (The streams of
 * {@code java.nio.channels.Channels} share one lock on JDK 17, so a writer would wait for a blocked reader: measured.)
 * {@link #close()} may come from any thread, and again; a call that waits then ends as {@link ConnectionEnded}.
 * The streams' own {@code close()} does nothing: after TLS the plain conversation may go on.
 */
public final class ByteWire implements Closeable {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final SocketChannel channel;
    private final Readiness readable;
    private final Readiness writable;
    private final InputStream in = new WireInput();
    private final OutputStream out = new WireOutput();
    private volatile long deadline;
    private volatile boolean betweenMessages;
    private final AtomicBoolean woken = new AtomicBoolean();

    ByteWire(SocketChannel nonBlockingChannel, long deadline) {
        this.channel = nonBlockingChannel;
        this.deadline = deadline;
        this.readable = new Readiness(nonBlockingChannel, SelectionKey.OP_READ);
        this.writable = new Readiness(nonBlockingChannel, SelectionKey.OP_WRITE);
    }

    /**
     * Connects; on TCP with {@code TCP_NODELAY}, without which every TLS 1.3 session costs 45 ms more (measured).
     *
     * @param address a TCP or a unix-domain address, resolved
     * @param timeout the time for connecting, and for what follows until {@link #within} says otherwise
     * @return the open wire
     * @throws DeadlineExceeded if nobody took the connection in time
     * @throws CallInterrupted if the thread was interrupted
     * @throws IOException what the operating system says: nobody there, no right
     */
    public static ByteWire open(SocketAddress address, Duration timeout) throws IOException {
        long deadline = deadlineIn(timeout);
        return new ByteWire(Connecting.to(address, deadline), deadline);
    }

    /**
     * Sets the deadline of all that follows.
     *
     * @param time from now on; zero or less lets every read fail, and every write that would have to wait
     * @return this
     */
    public ByteWire within(Duration time) {
        deadline = deadlineIn(time);
        return this;
    }

    /** {@return the bytes of the peer; -1 when it ended the connection politely} */
    public InputStream in() {
        return in;
    }

    /** {@return the way to the peer; each write call goes out before it returns} */
    public OutputStream out() {
        return out;
    }

    /** {@return whether this side has not closed it} */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * Ends, from any thread, a wait for the next message, as if its time were up; where none is under way the next one ends
     * at once. A message that has begun is not cut, and the wire stays open.
     */
    public void wake() {
        woken.set(true);
        readable.wake();
    }

    SelectionKey register(Selector selector, Runnable something) throws IOException {
        return channel.register(selector, 0, something);
    }

    void betweenMessages(boolean now) {
        betweenMessages = now;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }

    private static long deadlineIn(Duration time) {
        return System.nanoTime() + (time.compareTo(LONGEST) > 0 ? LONGEST : time).toNanos();
    }

    private LockdownException failure(String doing, IOException cause) {
        return cause instanceof LockdownException typed ? typed : new ConnectionEnded(doing, false, cause);
    }

    private final class WireInput extends InputStream {
        private static final String READING = "reading";

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        /**
         * A request for no bytes must not wait: {@code readNBytes} ends with one. A passed deadline ends the read even if
         * bytes are there: a peer that never stops talking must not hold the thread.
         */
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (deadline - System.nanoTime() < 0) {
                throw new DeadlineExceeded(READING);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                int count = channel.read(buffer);
                while (count == 0) {
                    if (betweenMessages && woken.getAndSet(false)) {
                        throw new DeadlineExceeded(READING);
                    }
                    readable.await(deadline, READING);
                    count = channel.read(buffer);
                }
                return count;
            } catch (IOException e) {
                throw failure(READING, e);
            }
        }
    }

    private final class WireOutput extends OutputStream {
        private static final String WRITING = "writing";

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (buffer.hasRemaining()) {
                    if (channel.write(buffer) == 0) {
                        writable.await(deadline, WRITING);
                    }
                }
            } catch (IOException e) {
                throw failure(WRITING, e);
            }
        }
    }
}
