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
    /** What the values of a message may weigh, in bytes: twice what a frame may have. A pair record weighs about 8,000. */
    public static final int USUAL_BUDGET = 2 << 20;
    /** What each value and each key weighs beside its content, in bytes. */
    static final int WEIGHT = 32;

    private static final byte[] BINARY_MAGIC = "bplist00".getBytes(StandardCharsets.US_ASCII);

    private PlistReader() { }

    /**
     * {@return the dictionary that these bytes are, of at most {@link #USUAL_BUDGET}}
     *
     * @param document a whole document, XML in UTF-8 or binary
     * @throws MalformedPlist if it is anything else
     */
    public static PlistDict read(byte[] document) throws MalformedPlist {
        return read(document, USUAL_BUDGET);
    }

    /**
     * {@return the dictionary that these bytes are}
     *
     * @param document a whole document, XML in UTF-8 or binary
     * @param budget what its values may weigh, in bytes: their content, and 32 for each
     * @throws MalformedPlist if it is anything else, or unfolds to more
     */
    public static PlistDict read(byte[] document, int budget) throws MalformedPlist {
        boolean binary = document.length >= BINARY_MAGIC.length
                && Arrays.equals(document, 0, BINARY_MAGIC.length, BINARY_MAGIC, 0, BINARY_MAGIC.length);
        return new DdPlistConversion(budget).dict(binary ? binary(document) : xml(document, budget / WEIGHT));
    }

    private static NSObject binary(byte[] document) throws MalformedPlist {
        BinaryForm.check(document);
        try {
            return BinaryPropertyListParser.parse(document);
        } catch (PropertyListFormatException | IOException | RuntimeException | StackOverflowError e) {
            throw new MalformedPlist("broken binary document", e);
        }
    }

    private static NSObject xml(byte[] document, int mostTags) throws MalformedPlist {
        try {
            return XMLPropertyListParser.parse(StrictXml.parse(document, mostTags));
        } catch (MalformedPlist e) {
            throw e;
        } catch (PropertyListFormatException | IOException | RuntimeException e) {
            throw new MalformedPlist("broken XML document", e);
        }
    }
}
