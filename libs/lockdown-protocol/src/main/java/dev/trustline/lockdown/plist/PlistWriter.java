package dev.trustline.lockdown.plist;

import com.dd.plist.BinaryPropertyListWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a dictionary as a whole document. Stateless and safe for any number of threads. */
public final class PlistWriter {
    private PlistWriter() { }

    /**
     * {@return the dictionary as XML in UTF-8, with Apple's document type}
     *
     * @param dict what to write; control characters in strings go out as they are
     */
    public static byte[] xml(PlistDict dict) {
        return PlistValues.toDdPlist(dict).toXMLPropertyList().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@return the dictionary as {@code bplist00}}
     *
     * @param dict what to write
     */
    public static byte[] binary(PlistDict dict) {
        try {
            return BinaryPropertyListWriter.writeToArray(PlistValues.toDdPlist(dict));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
