package dev.trustline.virtualdevice.io;

import dev.trustline.virtualdevice.time.Timeline;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * One accepted connection, TCP, unix-domain or over USB, as two streams. One thread may read while another writes: the streams
 * go straight to the channel, because on JDK 17 the pair made by {@code java.nio.channels.Channels} shares one lock
 * and a writer would wait for a reader. Closing from any thread ends a read under way; the streams' own {@code close}
 * does nothing, so that the end of TLS does not end the connection.
 */
public final class Wire implements Closeable {
    private final ByteChannel channel;
    private final Timeline timeline;
    private final InputStream in = new ChannelInput();
    private final OutputStream out = new ChannelOutput();
    private volatile long lastActivity;

    /** Takes over {@code channel}, which must be in blocking mode. */
    public Wire(ByteChannel channel, Timeline timeline) {
        this.channel = channel;
        this.timeline = timeline;
        this.lastActivity = timeline.nanoTime();
    }

    /** Bytes from the peer; ends at its EOF, fails once the connection was closed here. */
    public InputStream in() {
        return in;
    }

    /** Bytes to the peer, sent at once, each write in one piece as far as the kernel takes it. */
    public OutputStream out() {
        return out;
    }

    /** {@link Timeline#nanoTime()} of the last byte in or out. */
    public long lastActivityNanos() {
        return lastActivity;
    }

    /** Whether neither side has been closed from here. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class ChannelInput extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = channel.read(ByteBuffer.wrap(target, offset, length));
            lastActivity = timeline.nanoTime();
            return count;
        }
    }

    private final class ChannelOutput extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            lastActivity = timeline.nanoTime();
        }
    }
}
