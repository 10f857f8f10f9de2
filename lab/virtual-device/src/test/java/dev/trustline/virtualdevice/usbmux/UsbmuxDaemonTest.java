package dev.trustline.virtualdevice.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import dev.trustline.lockdown.usbmux.UsbmuxPorts;
import dev.trustline.virtualdevice.io.ConnectionThreads;
import dev.trustline.virtualdevice.time.SystemTimeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsbmuxDaemonTest {
    private static final String UDID = "00008110-001A2B3C4D5E6F70";

    private final SystemTimeline timeline = new SystemTimeline();
    private final ExecutorService threads = ConnectionThreads.create("test");
    private final UsbmuxDaemon daemon = new UsbmuxDaemon("lab-1", new MemoryRecords(), timeline, threads);
    private RawMuxClient client;

    @BeforeEach
    void listen() throws IOException {
        daemon.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = open();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        daemon.close();
        threads.shutdownNow();
        timeline.close();
    }

    private RawMuxClient open() throws IOException {
        return new RawMuxClient(daemon.tcpAddress().orElseThrow());
    }

    private record Echo(String udid, boolean network) implements MuxDevice {
        @Override
        public Optional<DeviceService> connect(int port) {
            return port == UsbmuxPorts.LOCKDOWN
                    ? Optional.of(wire -> wire.out().write(wire.in().read()))
                    : Optional.empty();
        }
    }

    @Test
    void theGoldenBinaryResultAnswersABadVersion() throws IOException {
        client.send(new UsbmuxPacket(7, 8, 0x11223344, new byte[0]));
        assertThat(client.socket.getInputStream().readNBytes(20))
                .isEqualTo(new byte[] {
                    0x14, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x44, 0x33, 0x22, 0x11, 6, 0, 0, 0
                });
    }

    @Test
    void anUnknownMessageTypeOfTheHeaderIsABadCommandInBinary() throws IOException {
        client.send(new UsbmuxPacket(1, 9, 5, new byte[0]));
        UsbmuxPacket reply = client.read();
        assertThat(reply.messageType()).isEqualTo(UsbmuxPacket.RESULT);
        assertThat(reply.body()).containsExactly(1, 0, 0, 0);
    }

    @Test
    void versionZeroWithAPlistIsTakenAndAnsweredInVersionOneAsUsbmuxdDoes() throws IOException {
        client.send(new UsbmuxPacket(
                0, 8, 3, PlistWriter.xml(PlistDict.of("MessageType", "ListDevices"))));
        UsbmuxPacket reply = client.read();
        assertThat(reply.version()).isEqualTo(1);
        assertThat(reply.tag()).isEqualTo(3);
        assertThat(RawMuxClient.body(reply).list("DeviceList")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 4})
    void afterTheFirstPlistEveryResultIsAPlist(int messageType) throws IOException {
        client.ask(1, "MessageType", "ReadBUID");
        client.send(new UsbmuxPacket(0, messageType, 5, new byte[0]));
        assertThat(RawMuxClient.body(client.read())).isEqualTo(PlistDict.of("MessageType", "Result", "Number", 1));
    }

    @Test
    void aListenerOfTheBinaryProtocolSeesCablesComeAndGo() throws IOException {
        int there = daemon.attach(new Echo(UDID, false));
        client.send(new UsbmuxPacket(0, UsbmuxPacket.LISTEN, 5, new byte[0]));
        UsbmuxPacket ok = client.read();
        assertThat(ok).extracting(UsbmuxPacket::version, UsbmuxPacket::messageType, UsbmuxPacket::tag).containsExactly(0, UsbmuxPacket.RESULT, 5);
        assertThat(ok.body()).containsExactly(0, 0, 0, 0);
        UsbmuxPacket added = client.read();
        assertThat(added).extracting(UsbmuxPacket::version, UsbmuxPacket::messageType, UsbmuxPacket::tag).containsExactly(0, UsbmuxPacket.DEVICE_ADD, 0);
        ByteBuffer body = ByteBuffer.wrap(added.body()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(body.remaining()).isEqualTo(268);
        assertThat(body.getInt()).isEqualTo(there);
        assertThat(body.getShort()).isEqualTo((short) 0x12a8);
        assertThat(new String(added.body(), 6, 256, StandardCharsets.US_ASCII)).startsWith(UDID + "\0").matches("[^\0]+\0+");
        assertThat(body.getInt(264) >> 16).isEqualTo(1);

        daemon.attach(new Echo(UDID, true));
        daemon.detach(there);

        UsbmuxPacket removed = client.read();
        assertThat(removed.messageType()).as("a network device has no binary form").isEqualTo(UsbmuxPacket.DEVICE_REMOVE);
        assertThat(removed.body()).containsExactly(there, 0, 0, 0);
    }

    @Test
    void connectOfTheBinaryProtocolSaysWhatIsWrongAndThenIsAPipe() throws IOException {
        int id = daemon.attach(new Echo(UDID, false));
        assertThat(binaryConnect(99, UsbmuxPorts.LOCKDOWN)).isEqualTo(2);
        assertThat(binaryConnect(id, 1)).isEqualTo(3);
        assertThat(binaryConnect(id, UsbmuxPorts.LOCKDOWN)).isZero();
        client.socket.getOutputStream().write('x');
        assertThat(client.socket.getInputStream().read()).isEqualTo('x');
    }

    private int binaryConnect(int device, int port) throws IOException {
        byte[] body = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(device).order(ByteOrder.BIG_ENDIAN).putShort((short) port).array();
        client.send(new UsbmuxPacket(0, UsbmuxPacket.CONNECT, 7, body));
        return ByteBuffer.wrap(client.read().body()).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    @Test
    void binaryPlistsGarbageAndDictsWithoutTypeGetNoReplyAndTheConnectionStays() throws IOException {
        client.send(new UsbmuxPacket(1, 8, 1, PlistWriter.binary(PlistDict.of("MessageType", "ListDevices"))));
        client.send(new UsbmuxPacket(1, 8, 2, "garbage".getBytes(StandardCharsets.US_ASCII)));
        client.send(UsbmuxPacket.plist(3, PlistDict.of("Other", "key")));
        client.socket.setSoTimeout(150);
        assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
        client.socket.setSoTimeout(5_000);
        assertThat(client.ask(4, "MessageType", "ReadBUID").string("BUID").orElseThrow()).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 0x10001})
    void aLengthOutsideTheLimitsEndsTheConnection(int length) throws IOException {
        byte[] header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length).putInt(1).putInt(8).putInt(1).array();
        client.socket.getOutputStream().write(header);
        assertThat(client.socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void repliesToQuestionsCarryNoMessageType() throws IOException {
        assertThat(client.ask(1, "MessageType", "ListDevices").has("MessageType")).isFalse();
        assertThat(client.ask(1, "MessageType", "ListListeners").has("MessageType")).isFalse();
        assertThat(client.ask(1, "MessageType", "ReadBUID").has("MessageType")).isFalse();
        assertThat(client.result("MessageType", "Nonsense")).isEqualTo(1);
    }

    @Test
    void listenersSeeWhatIsThereThenEveryChangeWithTagZero() throws IOException {
        int first = daemon.attach(new Echo(UDID, false));
        assertThat(client.result("MessageType", "Listen")).isZero();
        UsbmuxPacket attached = client.read();
        assertThat(attached.tag()).isZero();
        PlistDict properties = RawMuxClient.body(attached).dict("Properties").orElseThrow();
        assertThat(properties.string("SerialNumber")).contains(UDID);
        assertThat(properties.string("ConnectionType")).contains("USB");
        daemon.detach(first);
        int second = daemon.attach(new Echo(UDID, true));
        assertThat(second).isEqualTo(first + 1);
        assertThat(RawMuxClient.body(client.read())).isEqualTo(PlistDict.of("MessageType", "Detached", "DeviceID", first));
        PlistDict network = RawMuxClient.body(client.read()).dict("Properties").orElseThrow();
        assertThat(network.string("ConnectionType")).contains("Network");
        assertThat(network.data("NetworkAddress").orElseThrow()).hasSize(128).startsWith(2, 0, 0, 0, 127, 0, 0, 1);
    }

    @Test
    void afterListenAnyRequestEndsTheConnection() throws IOException {
        assertThat(client.result("MessageType", "Listen")).isZero();
        client.send(UsbmuxPacket.plist(2, PlistDict.of("MessageType", "ListDevices")));
        assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }

    @Test
    void listListenersNamesWhoListens() throws IOException {
        client.result("MessageType", "Listen", "ProgName", "watcher", "kLibUSBMuxVersion", 3);
        try (RawMuxClient other = open()) {
            List<Object> listeners = other.ask(1, "MessageType", "ListListeners").list("ListenerList").orElseThrow();
            assertThat(listeners).singleElement().satisfies(row -> assertThat(((PlistDict) row).string("ID String"))
                    .get().asString().endsWith("-watcher"));
        }
    }

    @Test
    void connectSwapsThePortAndSaysWhatIsWrong() throws IOException {
        int id = daemon.attach(new Echo(UDID, false));
        assertThat(client.result("MessageType", "Connect", "DeviceID", id)).isEqualTo(1);
        assertThat(client.result("MessageType", "Connect", "PortNumber", 32498)).isEqualTo(2);
        assertThat(client.result("MessageType", "Connect", "DeviceID", 99, "PortNumber", 32498)).isEqualTo(2);
        assertThat(client.result("MessageType", "Connect", "DeviceID", id, "PortNumber", 62078)).isEqualTo(3);
        assertThat(client.result("MessageType", "Connect", "DeviceID", id, "PortNumber", 32498)).isZero();
        client.socket.getOutputStream().write('x');
        assertThat(client.socket.getInputStream().read()).isEqualTo('x');
        assertThat(client.socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void recordsAreKeptByDashedUdidOnly() throws IOException {
        byte[] record = PlistWriter.binary(PlistDict.of("HostID", "H"));
        String undashed = UDID.replace("-", "");
        assertThat(client.result("MessageType", "ReadPairRecord", "PairRecordID", UDID)).isEqualTo(2);
        assertThat(save(undashed, record)).isEqualTo(22);
        assertThat(save("../../etc/passwd", record)).isEqualTo(22);
        assertThat(save(UDID, new byte[] {1})).isEqualTo(22);
        assertThat(client.result("MessageType", "SavePairRecord", "PairRecordID", UDID)).isEqualTo(22);
        assertThat(save(UDID, record)).isZero();
        assertThat(client.ask(1, "MessageType", "ReadPairRecord", "PairRecordID", UDID).data("PairRecordData"))
                .contains(record);
        assertThat(client.result("MessageType", "ReadPairRecord", "PairRecordID", undashed)).isEqualTo(2);
        assertThat(client.result("MessageType", "DeletePairRecord")).isEqualTo(22);
        assertThat(client.result("MessageType", "DeletePairRecord", "PairRecordID", UDID)).isZero();
        assertThat(client.result("MessageType", "DeletePairRecord", "PairRecordID", UDID)).isEqualTo(2);
    }

    private long save(String id, byte[] data) throws IOException {
        return client.result("MessageType", "SavePairRecord", "PairRecordID", id, "PairRecordData", data);
    }

    @Test
    void pairedGoesOutOnlyForTheDeviceWithThatUdid() throws IOException {
        int id = daemon.attach(new Echo(UDID, false));
        int other = daemon.attach(new Echo("00008110-0000000000000009", false));
        byte[] record = PlistWriter.xml(PlistDict.of("HostID", "H"));
        try (RawMuxClient listener = open()) {
            listener.result("MessageType", "Listen");
            listener.read();
            listener.read();
            assertThat(save(UDID, record)).isZero();
            for (int device : new int[] {other, 77, id}) {
                assertThat(client.result("MessageType", "SavePairRecord", "PairRecordID", UDID,
                        "PairRecordData", record, "DeviceID", device)).isZero();
            }
            assertThat(RawMuxClient.body(listener.read()))
                    .isEqualTo(PlistDict.of("MessageType", "Paired", "DeviceID", id));
        }
    }

    @Test
    void theUnixSocketIsPrivateReplacesAStaleOneAndGoesWithTheDaemon(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("mux");
        UsbmuxDaemon one = new UsbmuxDaemon("one", new MemoryRecords(), timeline, threads);
        one.listen(socket);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
        UsbmuxDaemon two = new UsbmuxDaemon("two", new MemoryRecords(), timeline, threads);
        assertThatThrownBy(() -> two.listen(socket)).hasMessageContaining("another process answers");
        one.close();
        assertThat(socket).doesNotExist();
        two.listen(socket);
        two.close();
    }

    @Test
    void aTakenPortIsOneClearSentence() {
        InetSocketAddress taken = daemon.tcpAddress().orElseThrow();
        UsbmuxDaemon other = new UsbmuxDaemon("other", new MemoryRecords(), timeline, threads);
        assertThatThrownBy(() -> other.listen(taken))
                .hasMessageMatching("port \\d+ on .* is taken; choose another usbmuxd port");
    }
}
