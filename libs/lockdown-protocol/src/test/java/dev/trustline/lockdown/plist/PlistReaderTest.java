package dev.trustline.lockdown.plist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dd.plist.BinaryPropertyListWriter;
import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import dev.trustline.lockdown.error.MalformedPlist;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlistReaderTest {
    private static final String APPLE = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
            + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";

    @ParameterizedTest
    @ValueSource(strings = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + APPLE + "<plist version=\"1.0\"><dict><key>a</key><string>b</string></dict></plist>",
        "<plist version=\"1.0\"><dict><key>a</key><string>b</string></dict></plist>",
        "<plist><dict><key>a</key><string><![CDATA[b]]></string></dict></plist>\n\n",
        "\n<plist><!-- c --><dict><key>a</key><string>b</string></dict></plist>",
        "<!DOCTYPE plist><plist><dict><key>a</key><string>b</string></dict></plist>",
        "<!DOCTYPE plist SYSTEM \"file://localhost/System/Library/DTDs/PropertyList.dtd\"><plist><dict><key>a</key><string>b</string></dict></plist>",
        "<plist><dict><key>a</key><string>b</string></dict></plist>\0\0garbage <<<",
        "\uFEFF<plist><dict><key>a</key><string>b</string></dict></plist>"})
    void plainXmlIsRead(String document) throws Exception {
        assertThat(read(document)).isEqualTo(PlistDict.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "bplist", "bplist00", "bplist15garbage", "{ a = b; }", "<dict/>", "<plist/>", "<plist>",
        "<plist><array/></plist>", "<plist><string>s</string></plist>", "<plist><dict/><dict/></plist>",
        "<plist><dict><key>a</key></dict></plist>", "<plist><dict><string>a</string><string>b</string></dict></plist>",
        "<plist><dict><key>a</key><key>b</key></dict></plist>", "<plist><dict><key>a</key><blob/></dict></plist>",
        "<plist><dict><key>a</key><integer>x</integer></dict></plist>", "<plist><dict><key>a</key><integer/></dict></plist>",
        "<plist><dict><key>a</key><integer>18446744073709551616</integer></dict></plist>",
        "<plist><dict><key>a</key><integer>-9223372036854775809</integer></dict></plist>",
        "<plist><dict><key>a</key><real>x</real></dict></plist>", "<plist><dict><key>a</key><date>x</date></dict></plist>",
        "<plist><dict><key>a</key><string>b<true/></string></dict></plist>", "<html><body/></html>",
        "<plist><dict><key>a</key><string>b</string></dict>"})
    void whatIsNoDictionaryIsRefused(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(MalformedPlist.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<!DOCTYPE plist [<!ENTITY a \"b\">]>",
        "<!DOCTYPE plist PUBLIC \"a>b\" \"c\" [<!ENTITY a \"b\">]>",
        "<!-- <!DOCTYPE plist> --><!DOCTYPE plist [<!ENTITY a \"b\">]>",
        "<!DOCTYPE plist SYSTEM \"file:///etc/passwd\" [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE\nplist\n[\n]>", "<!DOCTYPE other>"})
    void aDocumentTypeOfItsOwnIsRefused(String doctype) {
        assertThatThrownBy(() -> read(doctype + "<plist><dict><key>a</key><string>&a;</string></dict></plist>"))
                .isInstanceOf(MalformedPlist.class).hasMessageContaining("declarations of its own");
    }

    @Test
    void controlCharactersOfADeviceNameAreBlanked() throws Exception {
        assertThat(read("<plist><dict><key>n</key><string>Ann\u0001's\u0000 phone\t\u001f</string></dict></plist>")
                .string("n")).hasValue("Ann 's  phone\t ");
    }

    @Test
    void aCommentInsideATextLosesNothing() throws Exception {
        assertThat(read("<plist><dict><key>k<!-- c -->ey</key><string>a<!-- c -->b<![CDATA[<c>]]></string></dict></plist>"))
                .isEqualTo(PlistDict.of("key", "ab<c>"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "18446744073709551615,18446744073709551615", "9223372036854775808,9223372036854775808",
        "' 7367224133873520\n',7367224133873520", "0x1F,31"})
    void theWholeUnsignedRangeKeepsItsBits(String text, String unsigned) throws Exception {
        long value = read("<plist><dict><key>i</key><integer>" + text + "</integer></dict></plist>")
                .integer("i").orElseThrow();

        assertThat(Long.toUnsignedString(value)).isEqualTo(unsigned);
    }

    @Test
    void negativeIntegersAndRealsAreRead() throws Exception {
        PlistDict dict = read("<plist><dict><key>i</key><integer>-42</integer><key>r</key><real> 1.5 </real></dict></plist>");

        assertThat(dict.integer("i")).hasValue(-42);
        assertThat(dict.real("r")).hasValue(1.5);
        assertThat(dict.integer("r")).isEmpty();
    }

    @Test
    void nestingEndsSomewhereInBothFormats() throws Exception {
        String deepXml = "<plist><dict><key>a</key>" + "<array>".repeat(50_000) + "</array>".repeat(50_000) + "</dict></plist>";
        NSObject deep = new NSString("bottom");
        for (int i = 0; i < 100; i++) {
            deep = new NSArray(deep);
        }
        NSDictionary root = new NSDictionary();
        root.put("a", deep);

        assertThatThrownBy(() -> read(deepXml)).isInstanceOf(MalformedPlist.class);
        byte[] binary = BinaryPropertyListWriter.writeToArray(root);
        assertThatThrownBy(() -> PlistReader.read(binary)).isInstanceOf(MalformedPlist.class);
    }

    @Test
    void longTextsFullOfEscapesAreReadAgainAndAgain() throws Exception {
        String document = "<plist><dict><key>a</key><string>" + "x&amp;&lt;&#65;".repeat(20_000) + "</string></dict></plist>";

        for (int i = 0; i < 20; i++) {
            assertThat(read(document).string("a").orElseThrow()).hasSize(80_000);
        }
    }

    @Test
    void aSmallBinaryThatUnfoldsWithoutEndIsRefused() {
        assertThatThrownBy(() -> PlistReader.read(binaryBomb(30))).isInstanceOf(MalformedPlist.class)
                .hasMessageContaining("unfolds");
    }

    /** Object 0 is a dictionary, each further object an array of twice the next one, the last a string. */
    private static byte[] binaryBomb(int levels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("bplist00".getBytes(UTF_8));
        int[] offsets = new int[levels + 3];
        int object = 0;
        offsets[object++] = out.size();
        out.writeBytes(new byte[] {(byte) 0xD1, 1, 2});
        offsets[object++] = out.size();
        out.writeBytes(new byte[] {0x51, 'a'});
        for (int level = 0; level < levels; level++) {
            offsets[object++] = out.size();
            out.writeBytes(new byte[] {(byte) 0xA2, (byte) (level + 3), (byte) (level + 3)});
        }
        offsets[object] = out.size();
        out.writeBytes(new byte[] {0x51, 'b'});
        int table = out.size();
        Arrays.stream(offsets).forEach(out::write);
        out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, (byte) offsets.length,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) table});
        return out.toByteArray();
    }

    @Test
    void brokenBytesOfEitherFormatAreTypedFailuresAndNothingIsPrinted() {
        PlistDict sample = PlistDict.of("a", "text", "b", new byte[] {1, 2, 3}, "c", 77, "d", PlistDict.of("e", true));
        Random random = new Random(7);
        PrintStream console = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));
        try {
            for (int i = 0; i < 4_000; i++) {
                byte[] document = i % 2 == 0 ? PlistWriter.binary(sample) : PlistWriter.xml(sample);
                for (int change = 0; change < 3; change++) {
                    document[random.nextInt(document.length)] = (byte) random.nextInt();
                }
                readOrTypedFailure(document);
            }
        } finally {
            System.setErr(console);
        }
        assertThat(printed.toString()).isEmpty();
    }

    private static void readOrTypedFailure(byte[] document) {
        try {
            assertThat(PlistReader.read(document)).isNotNull();
        } catch (MalformedPlist e) {
            assertThat(e).hasMessageStartingWith("malformed property list");
        }
    }

    private static PlistDict read(String document) throws MalformedPlist {
        return PlistReader.read(document.getBytes(UTF_8));
    }
}
