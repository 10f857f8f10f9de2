package dev.trustline.lockdown.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.MalformedPlist;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Property lists made to hurt the reader: small ones from the corpus, and as large as a frame may be. */
@Timeout(60)
class HostilePlistTest {
    private static final int LARGE = PlistFrames.DEFAULT_LIMIT - 1_000;

    static List<Path> corpus() {
        return Hostile.corpus("plist-").toList();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void eachIsReadOrRefused(Path file) throws Exception {
        byte[] document = Files.readAllBytes(file);
        Hostile.read(() -> assertThat(PlistReader.read(document)).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary-cycle-array", "binary-cycle-dict", "binary-bomb-of-strings", "binary-bomb-of-empty-arrays",
        "binary-bomb-of-empty-dicts", "binary-objects-at-one-place", "binary-chain", "binary-offset-beyond", "binary-data-of-4-gib",
        "binary-array-of-4-gib", "binary-dict-of-4-gib", "xml-billion-laughs", "xml-external-entity", "xml-parameter-entity", "xml-deep",
        "xml-integer-hex-long", "xml-real-long", "xml-utf16-be", "xml-no-utf8", "xml-only-tags"})
    void theKnownBombsAreRefused(String name) throws Exception {
        byte[] document = Files.readAllBytes(Path.of(HostilePlistTest.class.getResource("/hostile/plist-" + name + ".bin").toURI()));
        assertThatThrownBy(() -> PlistReader.read(document)).isInstanceOf(MalformedPlist.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<true/>", "<a/>", "<string>b</string>", "<integer>1</integer>", "<array/>", "<dict><key>a</key><true/></dict>",
        "<date>2026-01-01T00:00:00Z</date>", "<data>AA==</data>", "<real>1.5</real>", "<!-- c -->", "&amp;", " ", "<", "&#65;", "<![CDATA[x]]>"})
    void aFrameFullOfOneThingCostsNoMoreMemoryThanItMay(String thing) throws Exception {
        byte[] document = xml("<array>" + thing.repeat(LARGE / thing.length()) + "</array>");
        Hostile.read(() -> PlistReader.read(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "integer", "real", "data", "date", "key"})
    void aValueAsLongAsAFrameCostsNoMoreThanItMay(String element) throws Exception {
        for (String filling : List.of("9", "A", "0x" + "f".repeat(100), "=", "&#9;", "é")) {
            byte[] document = xml("<" + element + ">" + filling.repeat((LARGE - 100) / filling.getBytes(UTF_8).length) + "</" + element + ">");
            Hostile.read(() -> PlistReader.read(document));
        }
    }

    @Test
    void aFrameFullOfReferencesToOneLargeObjectIsRefused() throws Exception {
        int references = 30_000;
        ByteBuffer data = ByteBuffer.allocate(LARGE);
        data.put("bplist00".getBytes(UTF_8));
        int root = data.position();
        data.put(new byte[] {(byte) 0xD1, 1, 2});
        int key = data.position();
        data.put(new byte[] {0x51, 'a'});
        int array = data.position();
        data.put(new byte[] {(byte) 0xAF, 0x11}).putShort((short) references).put(new byte[references]);
        for (int at = data.position() - references; at < data.position(); at++) {
            data.put(at, (byte) 3);
        }
        int large = data.position();
        data.put(new byte[] {0x5F, 0x12}).putInt(500_000).put(new byte[500_000]);
        int table = data.position();
        for (int offset : new int[] {root, key, array, large}) {
            data.putInt(offset);
        }
        data.put(new byte[] {0, 0, 0, 0, 0, 0, 4, 1}).putLong(4).putLong(0).putLong(table);
        byte[] document = java.util.Arrays.copyOf(data.array(), data.position());

        Hostile.read(() -> assertThatThrownBy(() -> PlistReader.read(document)).isInstanceOf(MalformedPlist.class)
                .hasMessageContaining("unfolds"));
    }

    @Test
    void whatIsUsualIsReadWhateverItsForm() throws Exception {
        PlistDict list = PlistDict.of("a", "text", "list", java.util.Collections.nCopies(1_000, PlistDict.of("k", 1, "d", new byte[20])));
        assertThat(PlistReader.read(PlistWriter.binary(list))).isEqualTo(list);
        assertThat(PlistReader.read(PlistWriter.xml(list))).isEqualTo(list);
    }

    @Test
    void brokenCopiesOfTheCorpusAreReadOrRefused() throws Exception {
        Random random = new Random(11);
        for (Path file : corpus()) {
            byte[] document = Files.readAllBytes(file);
            for (int copy = 0; copy < 6 && document.length > 0 && document.length < 20_000; copy++) {
                ByteArrayOutputStream broken = new ByteArrayOutputStream();
                int cut = random.nextInt(document.length);
                broken.write(document, 0, cut);
                broken.write(random.nextInt());
                broken.write(document, cut, document.length - cut);
                byte[] bytes = broken.toByteArray();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                Hostile.read(() -> PlistReader.read(bytes));
            }
        }
    }

    private static byte[] xml(String value) {
        return ("<plist><dict><key>a</key>" + value + "</dict></plist>").getBytes(UTF_8);
    }
}
