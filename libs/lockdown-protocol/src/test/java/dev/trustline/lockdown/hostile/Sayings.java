package dev.trustline.lockdown.hostile;

import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** What a hostile peer may say, and how. */
class Sayings extends DomainContextBase {
    private static final List<String> KEYS = List.of("Request", "Type", "Error", "Result", "SessionID", "EnableSessionSSL", "Value", "Port",
            "EnableServiceSSL", "EscrowBag", "Command", "Name", "MessageType", "Number", "DeviceList", "DeviceID", "Properties", "SerialNumber",
            "ConnectionType", "BUID", "PairRecordData", "ExtendedResponse", "PairingChallenge");
    private static final List<String> TEXTS = List.of("QueryType", "GetValue", "Pair", "ValidatePair", "StartSession", "StartService", "Goodbye",
            "Result", "Attached", "Detached", "Paired", "USB", "Network", "RelayNotification", "ProxyDeath", "InvalidHostID", "Failure", "MCChallengeRequired",
            "00008110001A2B3C4D5E6F70", "../../etc", "", "\u0007\n");

    /** How what is said ends. */
    enum Ending { HANGS_UP, SILENCE, ENDLESS }

    /**
     * How it is said.
     *
     * @param piece bytes in each write
     */
    record Manner(int piece, Ending ending) {
        FakePeer.Script saying(byte[] bytes) {
            return (in, out) -> {
                in.read(new byte[64 * 1024], 0, 64 * 1024);
                do {
                    for (int at = 0; at < bytes.length; at += piece) {
                        out.write(bytes, at, Math.min(piece, bytes.length - at));
                    }
                } while (ending == Ending.ENDLESS && bytes.length > 0);
                if (ending == Ending.SILENCE) {
                    in.readNBytes(1 << 20);
                }
            };
        }
    }

    /** Where a message is hurt, with what, and whether it ends there. */
    record Wound(int place, byte value, boolean cut) { }

    /**
     * What is said.
     *
     * @param isFramed with the length that is true, or else as it is
     * @param tag      what a usbmux header says beside the length
     */
    record Saying(byte[] body, boolean isFramed, int tag, int type) {
        byte[] toPhonesClient() {
            return isFramed ? ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array() : body;
        }

        byte[] toDaemonsClient() {
            return isFramed ? new UsbmuxPacket(UsbmuxPacket.VERSION_PLIST, type, tag, body).toBytes() : body;
        }

        /** As a record of TLS, if it is framed. */
        byte[] insteadOfTls() {
            int length = Math.min(body.length, 0x4000);
            return isFramed ? ByteBuffer.allocate(5 + length).put((byte) (20 + type % 5)).putShort((short) 0x0303).putShort((short) length)
                    .put(body, 0, length).array() : body;
        }
    }

    @Provide
    Arbitrary<Manner> manners() {
        return Combinators.combine(Arbitraries.of(1, 7, 100, 1 << 20), Arbitraries.frequency(
                Tuple.of(8, Ending.HANGS_UP), Tuple.of(1, Ending.SILENCE), Tuple.of(1, Ending.ENDLESS)))
                .as(Manner::new);
    }

    @Provide
    Arbitrary<Wound> wounds() {
        return Combinators.combine(Arbitraries.integers().between(0, 4_000), Arbitraries.bytes(), Arbitraries.of(false, false, true)).as(Wound::new);
    }

    @Provide
    Arbitrary<Saying> sayings() {
        Arbitrary<byte[]> bodies = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.bytes().array(byte[].class).ofMaxSize(200)),
                Tuple.of(8, dictionaries().map(PlistWriter::xml)),
                Tuple.of(2, dictionaries().map(PlistWriter::binary)),
                Tuple.of(1, Arbitraries.integers().between(1, 5_000).map(Sayings::deep)),
                Tuple.of(1, Arbitraries.integers().map(length -> ByteBuffer.allocate(16).putInt(length).putInt(Integer.reverseBytes(length)).array())));
        return Combinators.combine(bodies, Arbitraries.of(true, true, true, false), Arbitraries.of(1, 0, -1, 7), Arbitraries.of(8, 8, 8, 1, 0, 99)).as(Saying::new);
    }

    private static byte[] deep(int levels) {
        return ("<plist>" + "<array>".repeat(levels) + "</array>".repeat(levels) + "</plist>").getBytes(StandardCharsets.UTF_8);
    }

    private static Arbitrary<PlistDict> dictionaries() {
        Arbitrary<Object> plain = Arbitraries.oneOf(Arbitraries.of(TEXTS).map(Object.class::cast), Arbitraries.longs().map(Object.class::cast),
                Arbitraries.integers().between(0, 3).map(i -> (Object) (long) i),
                Arbitraries.of(true, false).map(Object.class::cast), Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(Object.class::cast));
        Arbitrary<Object> value = Arbitraries.frequencyOf(Tuple.of(4, plain), Tuple.of(1, plain.list().ofMaxSize(3).map(Object.class::cast)),
                Tuple.of(1, dictionary(plain).map(Object.class::cast)),
                Tuple.of(1, dictionary(plain).list().ofMaxSize(2).map(Object.class::cast)));
        return dictionary(value);
    }

    private static Arbitrary<PlistDict> dictionary(Arbitrary<Object> value) {
        return Arbitraries.maps(Arbitraries.of(KEYS), value).ofMaxSize(7).map(Sayings::dict);
    }

    private static PlistDict dict(Map<String, Object> values) {
        PlistDict dict = PlistDict.empty();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            dict = dict.with(entry.getKey(), entry.getValue());
        }
        return dict;
    }
}
