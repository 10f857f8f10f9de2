package dev.trustline.lockdown.wire;

import dev.trustline.lockdown.error.ConnectionEnded;
import java.io.IOException;
import java.io.InputStream;

/** Reads a known number of bytes: all of them or a typed end. Stateless. */
public final class Exactly {
    private Exactly() { }

    /**
     * {@return exactly this many bytes}
     *
     * @param in where they come from
     * @param count how many; memory grows with what really arrives
     * @param startOfMessage whether these are the first bytes of a message, so that an end before them is a polite one
     * @throws ConnectionEnded if the stream ends earlier
     * @throws IOException what the stream itself reports
     */
    public static byte[] read(InputStream in, int count, boolean startOfMessage) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new ConnectionEnded("waiting for a message (" + bytes.length + " of " + count + " bytes)",
                    startOfMessage && bytes.length == 0);
        }
        return bytes;
    }
}
