package dev.trustline.virtualdevice.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * How a phone's bytes reach the host. A host that takes one read for one message passes {@link #PLAIN} and fails the
 * others.
 */
public enum Delivery {
    /** Length and body in one write. */
    PLAIN,
    /** Every byte on its own; libimobiledevice 1.3.0 gives up at the first one (measured). */
    BYTEWISE,
    /** Broken after the length prefix and once more inside the body: as far as libimobiledevice follows. */
    PREFIX_APART,
    /** Broken inside the length prefix and once more inside the body; libimobiledevice 1.3.0 gives up (measured). */
    SPLIT,
    /** Several notifications in one write, frame after frame. */
    COALESCED;

    private static final int PREFIX = 4;
    private static final long BYTE_PAUSE_NANOS = 20_000;
    private static final long PART_PAUSE_NANOS = 2_000_000;

    /** Wraps {@code out} so that it delivers in this shape. The result does not close {@code out}. */
    public OutputStream shape(OutputStream out) {
        return switch (this) {
            case PLAIN, COALESCED -> out;
            case BYTEWISE -> new Parts(out, BYTE_PAUSE_NANOS) {
                @Override
                int part(int sent, int length) {
                    return 1;
                }
            };
            case PREFIX_APART -> thirds(out, PREFIX);
            case SPLIT -> thirds(out, PREFIX / 2);
        };
    }

    private static OutputStream thirds(OutputStream out, int first) {
        return new Parts(out, PART_PAUSE_NANOS) {
            @Override
            int part(int sent, int length) {
                return sent == 0 ? first : sent == first ? Math.max(1, (length - first) / 2) : length - sent;
            }
        };
    }

    private abstract static class Parts extends OutputStream {
        private final OutputStream out;
        private final long pauseNanos;

        Parts(OutputStream out, long pauseNanos) {
            this.out = out;
            this.pauseNanos = pauseNanos;
        }

        abstract int part(int sent, int length);

        @Override
        public void write(int value) throws IOException {
            out.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            for (int sent = 0; sent < length; ) {
                int count = Math.min(length - sent, part(sent, length));
                out.write(source, offset + sent, count);
                out.flush();
                sent += count;
                LockSupport.parkNanos(pauseNanos);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
