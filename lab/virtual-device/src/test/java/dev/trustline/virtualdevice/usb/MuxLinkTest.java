package dev.trustline.virtualdevice.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.virtualdevice.usbmux.DeviceService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The multiplexer against the bytes that usbmuxd 1.1.1 exchanged (protocol.md §2.4). */
class MuxLinkTest {
    private static final int LOCKDOWN = 0xF27E;
    private static final String VERSION = "00000000 00000014 00000002 00000000 00000000";
    private static final String SETUP = "00000002 00000011 feedface 0000 ffff 07";
    private static final String SYN = "00000006 00000024 feedface 0001 ffff 0001 f27e 00000000 00000000 50 02 0200 0000 0000";
    private static final String SYN_ACK = "00000006 00000024 feedface 0000 0001 f27e 0001 00000000 00000001 50 12 0200 0000 0000";
    private static final String ACK = "00000006 00000024 feedface 0002 0001 0001 f27e 00000001 00000001 50 10 0200 0000 0000";

    private final List<String> toHost = new CopyOnWriteArrayList<>();
    private final List<MuxStream> opened = new ArrayList<>();
    private final MuxLink link = new MuxLink(port -> port == LOCKDOWN ? Optional.of(wire -> { }) : Optional.<DeviceService>empty(),
            frame -> toHost.add(HexFormat.of().formatHex(frame)), (stream, service) -> opened.add(stream));

    @Test
    void theHandshakeIsThatOfAPhoneByteForByte() throws IOException {
        hostSends(VERSION);
        assertThat(toHost).containsExactly(bare(VERSION));

        hostSends(SETUP);
        hostSends(SYN);

        assertThat(toHost).containsExactly(bare(VERSION), bare(SYN_ACK));
        assertThat(opened).hasSize(1);
    }

    @Test
    void bytesMayBeCutAnywhereAndAPacketOfLengthZeroIsNothing() throws IOException {
        for (byte one : hex(VERSION + SETUP + SYN)) {
            link.received(new byte[] {one});
            link.received(new byte[0]);
        }

        assertThat(toHost).containsExactly(bare(VERSION), bare(SYN_ACK));
    }

    @Test
    void aPortBehindWhichNothingIsIsRefused() throws IOException {
        hostSends(VERSION + SETUP + SYN.replace("0001 f27e", "0001 0016"));

        MuxSegment answer = last();
        assertThat(answer.flags()).isEqualTo(MuxSegment.RST);
        assertThat(answer.from()).isEqualTo(0x16);
        assertThat(opened).isEmpty();
    }

    @Test
    void dataAreAcknowledgedAtOnceAndReadInOrder() throws IOException {
        connected();

        hostSends(data(1, "he"));
        hostSends(data(3, "llo"));

        assertThat(last().ack()).isEqualTo(6);
        assertThat(last().flags()).isEqualTo(MuxSegment.ACK);
        assertThat(read(16)).isEqualTo("he");
        assertThat(read(16)).isEqualTo("llo");
    }

    @Test
    void whatThePhoneSaysWaitsForTheEstablishedConnectionAndForTheHostsWindow() throws Exception {
        hostSends(VERSION + SETUP + SYN.replace("50 02 0200", "50 02 0001"));
        byte[] much = "x".repeat(300).getBytes(StandardCharsets.US_ASCII);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(much));

        assertThat(toHost).as("before the host has acknowledged").hasSize(2);
        hostSends(ACK.replace("50 10 0200", "50 10 0001"));
        awaitFrames(3);
        assertThat(last().payload()).as("as much as the host takes").hasSize(256);
        assertThat(writing).isNotDone();

        hostSends("00000006 00000024 feedface 0003 0001 0001 f27e 00000001 00000101 50 10 0001 0000 0000");
        writing.get(5, TimeUnit.SECONDS);
        assertThat(last().payload()).hasSize(44);
        assertThat(last().seq()).isEqualTo(257);
    }

    @Test
    void aHostThatFilledTheWindowIsToldWhenThereIsRoomAgain() throws IOException {
        connected();
        int sent = 0;
        for (; sent + 32_768 <= MuxStream.WINDOW; sent += 32_768) {
            hostSends(data(1 + sent, "x".repeat(32_768)));
        }
        assertThat(last().window()).isZero();
        int before = toHost.size();

        for (int left = MuxStream.WINDOW / 2; left > 0; left -= 32_768) {
            read(32_768);
        }

        assertThat(toHost).as("one segment that opens the window").hasSize(before + 1);
        assertThat(last().window()).isEqualTo(MuxStream.WINDOW / 2);
    }

    @Test
    void moreThanTheWindowOrAnotherFlagEndsTheConnection() throws IOException {
        connected();

        hostSends(data(1, "x").replace("50100200", "50180200"));

        assertThat(last().flags()).isEqualTo(MuxSegment.RST);
        assertThat(opened.get(0).read(ByteBuffer.allocate(8))).isEqualTo(-1);
    }

    @Test
    void aResetOfTheHostIsTheEndOfTheStreamAfterWhatHasArrived() throws IOException {
        connected();

        hostSends(data(1, "last"));
        hostSends(ACK.replace("50 10", "50 04"));

        assertThat(read(16)).isEqualTo("last");
        assertThat(opened.get(0).read(ByteBuffer.allocate(8))).isEqualTo(-1);
    }

    @Test
    void theCableCutsWhoeverReads() throws IOException {
        connected();

        link.reset();

        assertThatThrownBy(() -> opened.get(0).read(ByteBuffer.allocate(8))).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void bytesThatAreNoFramesAreSaid() {
        assertThatThrownBy(() -> hostSends("00000006 ffffffff")).isInstanceOf(BrokenMuxFrame.class).hasMessageContaining("4294967295");
        assertThatThrownBy(() -> hostSends("00000006 00000000")).isInstanceOf(BrokenMuxFrame.class);
    }

    @Test
    void aFrameOfVersion2WithoutItsMagicIsSaid() throws IOException {
        hostSends(VERSION);

        assertThatThrownBy(() -> hostSends(SETUP.replace("feedface", "deadbeef"))).isInstanceOf(BrokenMuxFrame.class);
    }

    private void connected() throws IOException {
        hostSends(VERSION + SETUP + SYN + ACK);
    }

    private static String data(int seq, String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] body = new MuxSegment(1, LOCKDOWN, seq, 1, MuxSegment.ACK, MuxStream.WINDOW, payload).toBytes();
        return HexFormat.of().formatHex(new MuxFrame(MuxFrame.TCP, 3, 1, body).toBytes(2));
    }

    private void hostSends(String hex) throws IOException {
        link.received(hex(hex));
    }

    private String read(int most) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(most);
        opened.get(0).read(target);
        return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
    }

    private void write(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        try {
            while (source.hasRemaining()) {
                opened.get(0).write(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitFrames(int count) {
        Awaitility.await().until(() -> toHost.size() >= count);
    }

    private MuxSegment last() throws IOException {
        return MuxSegment.read(MuxFrame.read(hex(toHost.get(toHost.size() - 1)), 2).body());
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(bare(text));
    }

    private static String bare(String text) {
        return text.replace(" ", "");
    }
}
