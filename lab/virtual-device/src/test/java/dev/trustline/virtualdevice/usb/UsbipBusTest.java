package dev.trustline.virtualdevice.usb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.wire.PlistFrames;
import dev.trustline.virtualdevice.HostOptions;
import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.LabPhone;
import dev.trustline.virtualdevice.VirtualLab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phone of the lab on its USB bus, as a kernel and usbmuxd use it. */
class UsbipBusTest {
    private final VirtualLab lab = start();
    private final LabPhone phone = lab.phone(1);
    private final InetSocketAddress address = lab.host().usbipAddress().orElseThrow();

    private static VirtualLab start() {
        try {
            return VirtualLab.start(LabOptions.builder().phones(2).host(HostOptions.withUsb("usb-1", 0)).startUnplugged(true).build());
        } catch (dev.trustline.virtualdevice.LabStartFailed e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void whatIsPluggedInAndNotImportedIsListed() throws IOException {
        assertThat(UsbKernel.list(address)).isEmpty();

        phone.plug();
        lab.phone(2).plug();
        assertThat(UsbKernel.list(address)).containsExactly("1-1", "1-2");

        try (UsbKernel kernel = new UsbKernel(address); UsbKernel second = new UsbKernel(address)) {
            assertThat(kernel.imports("1-1")).isTrue();
            assertThat(UsbKernel.list(address)).containsExactly("1-2");
            assertThat(second.imports("1-1")).as("one kernel at a time").isFalse();
        }
        Awaitility.await().untilAsserted(() -> assertThat(UsbKernel.list(address)).as("given back").containsExactly("1-1", "1-2"));
    }

    @Test
    void aPhoneThatIsUnpluggedIsGoneFromTheKernelsBus() throws IOException {
        phone.plug();
        try (UsbKernel kernel = new UsbKernel(address)) {
            kernel.imports("1-1");

            phone.unplug();

            assertThat(kernel.isGone()).isTrue();
        }
        phone.plug();
        assertThat(UsbKernel.list(address)).as("a number is never used again").containsExactly("1-2");
    }

    @Test
    void itDescribesItselfAsAnIphoneAndStallsWhatItDoesNotKnow() throws IOException {
        phone.plug();
        try (UsbKernel kernel = new UsbKernel(address)) {
            kernel.imports("1-1");

            assertThat(kernel.control(0x80, 6, 0x0100, 0, 18)).isEqualTo("120100020000" + "0040" + "ac05" + "a812" + "0404" + "01020304");
            assertThat(kernel.control(0x80, 6, 0x0100, 0, 8)).as("no more than was asked for").hasSize(16);
            String fourth = kernel.control(0x80, 6, 0x0203, 0, 512);
            assertThat(fourth).startsWith("0902").contains("0904010002fffe0205" + "07050402000200" + "07058502000200");
            assertThat(Integer.parseInt(fourth.substring(6, 8) + fourth.substring(4, 6), 16)).as("total length").isEqualTo(fourth.length() / 2);
            assertThat(kernel.control(0x80, 6, 0x0200, 0, 512)).as("the first has no multiplexer").doesNotContain("fffe02");
            assertThat(kernel.control(0x80, 6, 0x0300, 0, 0x0408)).isEqualTo("04030904");
            assertThat(text(kernel.control(0x80, 6, 0x0303, 0x0409, 0x0408))).isEqualTo(phone.udid().replace("-", ""));
            assertThat(kernel.control(0xC0, 0x45, 0, 0, 4)).as("GET_MODE").isEqualTo("stall");
            assertThat(kernel.control(0x80, 6, 0x0600, 0, 10)).as("device qualifier").isEqualTo("stall");
            assertThat(kernel.control(0x00, 9, 4, 0, 0)).isEmpty();
            assertThat(kernel.control(0x80, 8, 0, 0, 1)).as("its configuration").isEqualTo("04");
        }
    }

    @Test
    void lockdownAnswersBehindTheMultiplexer() throws IOException {
        phone.plug();
        try (UsbKernel kernel = configured()) {
            connect(kernel, 1);
            kernel.out(tcp(1, 1, frame(PlistDict.of("Request", "QueryType"))));

            assertThat(reply(kernel).string("Type")).contains("com.apple.mobile.lockdown");
        }
    }

    @Test
    void aTransferThatIsGivenUpIsAnsweredSoAndTakesNoFrame() throws IOException {
        phone.plug();
        try (UsbKernel kernel = configured()) {
            int first = kernel.ask();

            assertThat(kernel.unlink(first)).isEqualTo(-104);
            assertThat(kernel.unlink(first)).as("it is known no more").isZero();
            kernel.out(hex("00000000000000140000000200000000" + "00000000"));
            assertThat(kernel.in()).as("the version").hasSize(20);
        }
    }

    @Test
    void aKernelThatIsOutOfStepLosesThePhoneAndNoOther() throws IOException {
        phone.plug();
        lab.phone(2).plug();
        try (UsbKernel kernel = new UsbKernel(address); UsbKernel other = new UsbKernel(address)) {
            kernel.imports("1-1");
            other.imports("1-2");

            kernel.send(ByteBuffer.allocate(48).putInt(1).putInt(1).putInt(0).putInt(0).putInt(4).putInt(0).putInt(Integer.MAX_VALUE).array());

            assertThat(kernel.isGone()).isTrue();
            assertThat(other.control(0x80, 8, 0, 0, 1)).isEqualTo("00");
        }
    }

    private UsbKernel configured() throws IOException {
        UsbKernel kernel = new UsbKernel(address);
        kernel.imports("1-1");
        kernel.control(0x00, 9, 4, 0, 0);
        return kernel;
    }

    private static void connect(UsbKernel kernel, int port) throws IOException {
        kernel.out(hex("0000000000000014000000020000000000000000"));
        kernel.in();
        kernel.out(hex("0000000200000011feedface0000ffff07"));
        kernel.out(hex("0000000600000024feedface0001ffff000" + port + "f27e000000000000000050020200" + "00000000"));
        assertThat(segment(kernel.in()).flags()).isEqualTo(MuxSegment.SYN | MuxSegment.ACK);
        kernel.out(tcp(port, 1, new byte[0]));
    }

    private static PlistDict reply(UsbKernel kernel) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        while (stream.size() < Integer.BYTES || stream.size() < Integer.BYTES + ByteBuffer.wrap(stream.toByteArray()).getInt()) {
            stream.writeBytes(segment(kernel.in()).payload());
        }
        return PlistReader.read(Arrays.copyOfRange(stream.toByteArray(), Integer.BYTES, stream.size()));
    }

    private static byte[] frame(PlistDict message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PlistFrames.write(out, message);
        return out.toByteArray();
    }

    private static byte[] tcp(int port, int seq, byte[] payload) {
        byte[] body = new MuxSegment(port, 62078, seq, 1, MuxSegment.ACK, MuxStream.WINDOW, payload).toBytes();
        return new MuxFrame(MuxFrame.TCP, 2, 0, body).toBytes(2);
    }

    private static MuxSegment segment(byte[] transfer) throws IOException {
        return MuxSegment.read(MuxFrame.read(transfer, 2).body());
    }

    private static String text(String descriptor) {
        byte[] bytes = hex(descriptor);
        return new String(bytes, 2, bytes.length - 2, java.nio.charset.StandardCharsets.UTF_16LE);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
