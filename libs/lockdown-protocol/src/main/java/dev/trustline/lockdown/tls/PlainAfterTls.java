package dev.trustline.lockdown.tls;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.UnexpectedReply;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Plain text after a TLS session on the same stream, for either side of it. The other's close_notify may come before ours, after it or never, so
 * whole TLS records (content type 0x14 to 0x17, version 3.x) in front of the next frame are skipped; the first byte of a
 * frame is 0, its body being below 16 MiB. For one reading thread.
 */
public final class PlainAfterTls extends FilterInputStream {
    private static final int FIRST_CONTENT_TYPE = 0x14;
    private static final int LAST_CONTENT_TYPE = 0x17;
    private static final int TLS_MAJOR_VERSION = 3;

    private boolean plain;

    /** @param wire the stream below the session that has ended */
    public PlainAfterTls(InputStream wire) {
        super(wire);
    }

    @Override
    public int read() throws IOException {
        int first = in.read();
        while (!plain && first >= FIRST_CONTENT_TYPE && first <= LAST_CONTENT_TYPE) {
            skipRecord();
            first = in.read();
        }
        plain = true;
        return first;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (plain || length == 0) {
            return length == 0 ? 0 : in.read(bytes, offset, length);
        }
        int first = read();
        if (first < 0) {
            return -1;
        }
        bytes[offset] = (byte) first;
        return 1;
    }

    private void skipRecord() throws IOException {
        byte[] rest = exactly(4);
        if (rest[0] != TLS_MAJOR_VERSION) {
            throw new UnexpectedReply("StopSession", "neither TLS nor a frame follows");
        }
        exactly((rest[2] & 0xFF) << 8 | rest[3] & 0xFF);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new ConnectionEnded("skipping the end of TLS", false);
        }
        return bytes;
    }
}
