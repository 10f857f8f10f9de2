package dev.trustline.virtualdevice.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The phone's end of one connection of the pseudo TCP. USB loses and reorders nothing, so there is neither retransmission nor a
 * FIN: whoever has enough sends RST. One thread may read while another writes; {@link #close} from any thread ends both. Its
 * state is guarded by its link, as frames leave in the order of their numbers.
 */
final class MuxStream implements ByteChannel {
    /** As much as a phone takes before it is read, in bytes. */
    static final int WINDOW = 131_072;
    /** So that a frame ends with a short packet in usbmuxd's transfers of 16384 bytes. */
    private static final int MOST_PAYLOAD = 16_000;
    private static final byte[] NOTHING = new byte[0];

    private final MuxLink link;
    private final int hostPort;
    private final int phonePort;
    private final Deque<ByteBuffer> unread = new ArrayDeque<>();
    private int unreadBytes;
    private int sent = 1;
    private int acknowledged = 1;
    private int received = 1;
    private int hostWindow;
    private int toldWindow = WINDOW;
    private boolean established;
    private boolean endedByHost;
    private boolean closed;

    MuxStream(MuxLink link, MuxSegment syn) {
        this.link = link;
        this.hostPort = syn.from();
        this.phonePort = syn.to();
        this.hostWindow = syn.window();
    }

    int hostPort() {
        return hostPort;
    }

    /** Answers the SYN. */
    void accept() {
        link.send(segment(0, MuxSegment.SYN | MuxSegment.ACK, NOTHING));
    }

    /** An established connection has ACK and nothing else in every segment; whatever else ends it. */
    void arrived(MuxSegment segment) {
        synchronized (link) {
            boolean fits = segment.flags() == MuxSegment.ACK && segment.payload().length <= WINDOW - unreadBytes;
            if (!fits) {
                end(segment.flags() != MuxSegment.RST);
                return;
            }
            established = true;
            acknowledged = segment.ack();
            hostWindow = segment.window();
            if (segment.payload().length > 0) {
                unread.add(ByteBuffer.wrap(segment.payload()));
                unreadBytes += segment.payload().length;
                received += segment.payload().length;
                acknowledge();
            }
            link.notifyAll();
        }
    }

    private void end(boolean tell) {
        endedByHost = true;
        if (tell) {
            link.send(segment(sent, MuxSegment.RST, NOTHING));
        }
        link.forget(this);
        link.notifyAll();
    }

    /** The cable is out. */
    void cut() {
        synchronized (link) {
            closed = true;
            link.notifyAll();
        }
    }

    private void acknowledge() {
        toldWindow = WINDOW - unreadBytes;
        link.send(segment(sent, MuxSegment.ACK, NOTHING));
    }

    private MuxSegment segment(int seq, int flags, byte[] payload) {
        return new MuxSegment(phonePort, hostPort, seq, received, flags, WINDOW - unreadBytes, payload);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        synchronized (link) {
            while (unread.isEmpty() && !endedByHost) {
                await();
            }
            if (closed) {
                throw new AsynchronousCloseException();
            }
            if (unread.isEmpty()) {
                return -1;
            }
            int count = take(target);
            // a host that was told of a small window sends nothing until it hears of a larger one
            if (!endedByHost && toldWindow < WINDOW / 2 && WINDOW - unreadBytes >= WINDOW / 2) {
                acknowledge();
            }
            return count;
        }
    }

    private int take(ByteBuffer target) {
        ByteBuffer first = unread.getFirst();
        int count = Math.min(first.remaining(), target.remaining());
        target.put(first.slice().limit(count));
        first.position(first.position() + count);
        if (!first.hasRemaining()) {
            unread.removeFirst();
        }
        unreadBytes -= count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        synchronized (link) {
            while (!endedByHost && (!established || room() <= 0)) {
                await();
            }
            if (endedByHost || closed) {
                throw new ClosedChannelException();
            }
            byte[] payload = new byte[Math.min(Math.min(source.remaining(), MOST_PAYLOAD), room())];
            source.get(payload);
            link.send(segment(sent, MuxSegment.ACK, payload));
            sent += payload.length;
            return payload.length;
        }
    }

    private int room() {
        return hostWindow - (sent - acknowledged);
    }

    private void await() throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        try {
            link.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public boolean isOpen() {
        synchronized (link) {
            return !closed;
        }
    }

    @Override
    public void close() {
        synchronized (link) {
            if (!closed && !endedByHost) {
                link.send(segment(sent, MuxSegment.RST, NOTHING));
                link.forget(this);
            }
            closed = true;
            link.notifyAll();
        }
    }
}
