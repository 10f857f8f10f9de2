package dev.trustline.lockdown.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Properties of the three readers: any bytes are an answer or a typed failure, and what was written is read again. */
class AnyBytesTest {
    private static final int LIMIT = 64 * 1024;

    /** Where a message is hurt, and with what. */
    record Wound(int place, byte value, boolean cut) { }

    @Provide
    Arbitrary<List<Wound>> wounds() {
        return Combinators.combine(Arbitraries.integers().between(0, 1 << 20), Arbitraries.bytes(), Arbitraries.of(false, false, false, true))
                .as(Wound::new).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<PlistDict> dictionaries() {
        Arbitrary<Object> value = Arbitraries.oneOf(
                Arbitraries.strings().withChars("aé<>&\"'0 \t").ofMaxLength(40).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60).map(Object.class::cast));
        Arbitrary<Object> deeper = Arbitraries.lazyOf(
                () -> value,
                () -> value.list().ofMaxSize(4).map(Object.class::cast),
                () -> dictionary(value).map(Object.class::cast));
        return dictionary(deeper);
    }

    private static Arbitrary<PlistDict> dictionary(Arbitrary<Object> value) {
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12), value).ofMaxSize(6).map(AnyBytesTest::dict);
    }

    private static PlistDict dict(Map<String, Object> values) {
        PlistDict dict = PlistDict.empty();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            dict = dict.with(entry.getKey(), entry.getValue());
        }
        return dict;
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadInBothForms(@ForAll("dictionaries") PlistDict dict) throws Exception {
        assertThat(PlistReader.read(PlistWriter.binary(dict))).isEqualTo(dict);
        assertThat(PlistReader.read(PlistWriter.xml(dict))).isEqualTo(dict);
    }

    @Property(tries = 1_000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] bytes) throws IOException {
        readers(bytes);
        byte[] magic = "bplist00".getBytes();
        byte[] binary = Arrays.copyOf(magic, magic.length + bytes.length);
        System.arraycopy(bytes, 0, binary, magic.length, bytes.length);
        Hostile.read(() -> PlistReader.read(binary));
    }

    @Property(tries = 1_500)
    void hurtMessagesAreReadOrRefused(@ForAll("dictionaries") PlistDict dict, @ForAll("wounds") List<Wound> wounds) throws Exception {
        readers(hurt(PlistWriter.binary(dict), wounds));
        readers(hurt(PlistWriter.xml(dict), wounds));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        PlistFrames.write(frame, dict);
        readers(hurt(frame.toByteArray(), wounds));
        readers(hurt(UsbmuxPacket.plist(1, dict).toBytes(), wounds));
    }

    private static void readers(byte[] bytes) throws IOException {
        Hostile.read(() -> PlistReader.read(bytes));
        Hostile.read(() -> PlistFrames.read(new ByteArrayInputStream(bytes)));
        Hostile.read(() -> {
            UsbmuxPacket packet = UsbmuxPacket.read(new ByteArrayInputStream(bytes), LIMIT);
            PlistReader.read(packet.body());
        });
    }

    private static byte[] hurt(byte[] message, List<Wound> wounds) {
        byte[] bytes = message.clone();
        for (Wound wound : wounds) {
            if (bytes.length > 0) {
                int place = wound.place() % bytes.length;
                bytes[place] = wound.value();
                bytes = wound.cut() ? Arrays.copyOf(bytes, place) : bytes;
            }
        }
        return bytes;
    }

    @Property(tries = 300)
    void aFailureNeverQuotesTheMessage(@ForAll("wounds") List<Wound> wounds) throws Exception {
        byte[] document = hurt(PlistWriter.xml(PlistDict.of("HostID", "4711-SECRET-4711")), wounds);
        try {
            PlistReader.read(document);
        } catch (LockdownException e) {
            assertThat(e.getMessage()).doesNotContain("SECRET");
        }
    }
}
