package dev.trustline.lockdown.plist;

import com.dd.plist.BinaryPropertyListParser;
import com.dd.plist.NSObject;
import com.dd.plist.PropertyListFormatException;
import com.dd.plist.XMLPropertyListParser;
import dev.trustline.lockdown.error.MalformedPlist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a property list that a phone or a daemon sent, and believes nothing about it.
 *
 * <p>The first eight bytes decide: {@code bplist00} is binary, anything else must be XML; ASCII and other formats are
 * refused. The root must be a dictionary, nesting ends at {@value #MAX_DEPTH}. Of XML, control characters are blanked and
 * bytes after {@code </plist>} are cut, as libimobiledevice does ({@code property_list_service.c}); a document type with
 * declarations of its own is refused. Stateless and safe for any number of threads.
 */
public final class PlistReader {
    /** How deep dictionaries and arrays may be nested. */
    public static final int MAX_DEPTH = 64;

    private static final byte[] BINARY_MAGIC = "bplist00".getBytes(StandardCharsets.US_ASCII);

    private PlistReader() { }

    /**
     * {@return the dictionary that these bytes are}
     *
     * @param document a whole document, XML in UTF-8 or binary
     * @throws MalformedPlist if it is anything else
     */
    public static PlistDict read(byte[] document) throws MalformedPlist {
        boolean binary = document.length >= BINARY_MAGIC.length
                && Arrays.equals(document, 0, BINARY_MAGIC.length, BINARY_MAGIC, 0, BINARY_MAGIC.length);
        return new DdPlistConversion().dict(binary ? binary(document) : xml(document));
    }

    private static NSObject binary(byte[] document) throws MalformedPlist {
        BinaryForm.check(document);
        try {
            return BinaryPropertyListParser.parse(document);
        } catch (PropertyListFormatException | IOException | RuntimeException | StackOverflowError e) {
            throw new MalformedPlist("broken binary document", e);
        }
    }

    private static NSObject xml(byte[] document) throws MalformedPlist {
        try {
            return XMLPropertyListParser.parse(StrictXml.parse(document));
        } catch (MalformedPlist e) {
            throw e;
        } catch (PropertyListFormatException | IOException | RuntimeException e) {
            throw new MalformedPlist("broken XML document", e);
        }
    }
}
