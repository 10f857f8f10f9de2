package dev.trustline.lockdown.wire;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.MalformedPlist;
import dev.trustline.lockdown.error.OversizedFrame;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * The frames of lockdownd and of the notification proxy: four bytes of big-endian length, which do not count themselves,
 * then one property list (libimobiledevice {@code src/property_list_service.c}). Reads exactly one frame and not a byte
 * more, since TLS may begin right after it.
 */
public final class PlistFrames {
    /** The largest body that is read unless told otherwise, in bytes: a pair record has about 7,000. */
    public static final int DEFAULT_LIMIT = 1 << 20;

    private PlistFrames() { }

    /**
     * {@return the next dictionary, of at most {@link #DEFAULT_LIMIT} bytes}
     *
     * @param in where it comes from
     * @throws IOException see {@link #read(InputStream, int)}
     */
    public static PlistDict read(InputStream in) throws IOException {
        return read(in, DEFAULT_LIMIT);
    }

    /**
     * {@return the next dictionary}
     *
     * @param in where it comes from
     * @param limit the largest body accepted, in bytes; checked before anything is allocated
     * @throws ConnectionEnded if the stream ends, before the frame or inside it
     * @throws OversizedFrame if the length is 0 or above the limit
     * @throws MalformedPlist if the body is no acceptable property list
     * @throws IOException what the stream itself reports
     */
    public static PlistDict read(InputStream in, int limit) throws IOException {
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(Exactly.read(in, 4, true)).getInt());
        if (length < 1 || length > limit) {
            throw new OversizedFrame(length, limit);
        }
        return PlistReader.read(Exactly.read(in, (int) length, false), Math.max(2 * limit, PlistReader.USUAL_BUDGET));
    }

    /**
     * Writes one frame as XML, which every phone reads.
     *
     * @param out where it goes, in one single write: one TLS record, one segment
     * @param dict what to write
     * @throws IOException what the stream reports
     */
    public static void write(OutputStream out, PlistDict dict) throws IOException {
        write(out, PlistWriter.xml(dict));
    }

    /**
     * Writes one frame as a binary property list, as a phone may.
     *
     * @param out where it goes, in one single write
     * @param dict what to write
     * @throws IOException what the stream reports
     */
    public static void writeBinary(OutputStream out, PlistDict dict) throws IOException {
        write(out, PlistWriter.binary(dict));
    }

    private static void write(OutputStream out, byte[] body) throws IOException {
        out.write(ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array());
        out.flush();
    }
}
