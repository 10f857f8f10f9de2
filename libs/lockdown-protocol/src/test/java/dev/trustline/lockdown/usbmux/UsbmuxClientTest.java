package dev.trustline.lockdown.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.ConnectionRefusedByDevice;
import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.error.DeviceNotAttached;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.error.UsbmuxRefused;
import dev.trustline.lockdown.error.UsbmuxUnavailable;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.fake.FakeUsbmuxd;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.wire.ByteWire;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class UsbmuxClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final FakeUsbmuxd daemon = new FakeUsbmuxd();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void devicesAreListedOverBothKindsOfSocketAndRestoreModeIsLeftOut(boolean unix) throws Exception {
        try (FakePeer peer = unix ? FakePeer.unix(folder, daemon) : FakePeer.tcp(daemon)) {
            assertThat(client(peer).listDevices()).containsExactly(new UsbmuxDevice(
                    7, FakeUsbmuxd.UDID, ConnectionType.USB, 65537, 4776, 480_000_000));
        }
        assertThat(daemon.requests).singleElement().satisfies(request -> {
            assertThat(request.string("ProgName")).hasValue("trustline");
            assertThat(request.integer("kLibUSBMuxVersion")).hasValue(3);
        });
    }

    @Test
    void aPairRecordIsSavedReadAndDeleted() throws Exception {
        byte[] record = {1, 2, 3};
        try (FakePeer peer = FakePeer.tcp(daemon)) {
            UsbmuxClient client = client(peer);
            assertThat(client.readPairRecord(FakeUsbmuxd.UDID)).isEmpty();
            client.savePairRecord(FakeUsbmuxd.UDID, record, OptionalInt.of(7));
            assertThat(client.readPairRecord(FakeUsbmuxd.UDID)).hasValue(record);
            assertThat(client.deletePairRecord(FakeUsbmuxd.UDID)).isTrue();
            assertThat(client.deletePairRecord(FakeUsbmuxd.UDID)).isFalse();
            assertThat(client.readBuid()).hasSize(36);
        }
        assertThat(daemon.requests.get(1).integer("DeviceID")).hasValue(7);
    }

    @Test
    void aConnectionTurnsIntoTheStreamOfThePort() throws Exception {
        daemon.ports.put(UsbmuxPorts.LOCKDOWN, (in, out) -> out.write(in.readNBytes(3)));
        try (FakePeer peer = FakePeer.tcp(daemon);
                ByteWire wire = client(peer).connect(FakeUsbmuxd.DEVICE_ID, UsbmuxPorts.LOCKDOWN)) {
            wire.out().write(new byte[] {5, 6, 7});
            assertThat(wire.in().readNBytes(3)).containsExactly(5, 6, 7);
        }
        assertThat(daemon.requests).singleElement()
                .satisfies(request -> assertThat(request.integer("PortNumber")).hasValue(32498));
    }

    @Test
    void refusalsToConnectAreTold() throws Exception {
        try (FakePeer peer = FakePeer.tcp(daemon)) {
            UsbmuxClient client = client(peer);
            assertThatThrownBy(() -> client.connect(99, 62078)).isInstanceOf(DeviceNotAttached.class);
            assertThatThrownBy(() -> client.connect(7, 1234)).isInstanceOf(ConnectionRefusedByDevice.class);
        }
    }

    @Test
    void theListenerHearsWhatIsPresentAndWhatChanges() throws Exception {
        daemon.events.add(PlistDict.of("MessageType", "Detached", "DeviceID", 7));
        daemon.events.add(PlistDict.of("MessageType", "SomethingNew", "DeviceID", 7));
        daemon.events.add(FakeUsbmuxd.attached(9, "no UDID"));
        daemon.events.add(FakeUsbmuxd.attached(10, "0123456789abcdef0123456789abcdef01234567"));
        daemon.events.add(PlistDict.of("MessageType", "Paired", "DeviceID", 10));
        try (FakePeer peer = FakePeer.tcp(daemon); UsbmuxListener listener = client(peer).listen()) {
            assertThat(listener.next(LONG)).containsInstanceOf(UsbmuxEvent.Attached.class);
            assertThat(listener.next(LONG)).hasValue(new UsbmuxEvent.Detached(7));
            assertThat(listener.next(LONG).map(UsbmuxEvent::deviceId)).hasValue(10);
            assertThat(listener.next(LONG)).hasValue(new UsbmuxEvent.Paired(10));
            assertThat(listener.next(Duration.ofMillis(50))).isEmpty();

            daemon.events.add(PlistDict.of("MessageType", "Detached", "DeviceID", 10));
            assertThat(listener.next(LONG)).hasValue(new UsbmuxEvent.Detached(10));
            peer.close();
            assertThatThrownBy(() -> listener.next(LONG)).isInstanceOf(ConnectionEnded.class);
        }
    }

    @Test
    void aDaemonThatIsAwaySilentOrNonsensicalIsATypedFailure() throws Exception {
        UsbmuxAddress nobody = UsbmuxAddress.parse(folder.resolve("nobody").toString());
        assertThatThrownBy(() -> new UsbmuxClient(nobody, LONG).listDevices()).isInstanceOf(UsbmuxUnavailable.class)
                .hasMessageContaining("USBMUXD_SOCKET_ADDRESS");
        assertThatThrownBy(() -> new UsbmuxClient(UsbmuxAddress.parse("name.invalid:1"), LONG).readBuid())
                .isInstanceOf(UsbmuxUnavailable.class);
        try (FakePeer silent = FakePeer.tcp((in, out) -> in.readNBytes(1 << 20))) {
            UsbmuxClient hasty = new UsbmuxClient(address(silent.address()), Duration.ofMillis(100));
            assertThatThrownBy(hasty::listDevices).isInstanceOf(DeadlineExceeded.class);
        }
        try (FakePeer old = FakePeer.tcp((in, out) ->
                out.write(HexFormat.of().parseHex("1400000000000000010000000100000006000000")))) {
            assertThatThrownBy(() -> client(old).listDevices()).isInstanceOfSatisfying(UsbmuxRefused.class,
                    refusal -> assertThat(refusal.resultNumber()).isEqualTo(6));
        }
        try (FakePeer odd = FakePeer.tcp((in, out) -> out.write(UsbmuxPacket.plist(1, PlistDict.of("a", 1)).toBytes()))) {
            assertThatThrownBy(() -> client(odd).listDevices()).isInstanceOf(UnexpectedReply.class);
            assertThatThrownBy(() -> client(odd).readPairRecord("x")).isInstanceOf(UnexpectedReply.class);
            assertThatThrownBy(() -> client(odd).connect(7, 1)).isInstanceOf(UnexpectedReply.class);
        }
    }

    private static UsbmuxClient client(FakePeer peer) throws Exception {
        return new UsbmuxClient(address(peer.address()), LONG);
    }

    static UsbmuxAddress address(SocketAddress address) throws Exception {
        return address instanceof UnixDomainSocketAddress unix ? new UsbmuxAddress.Unix(unix.getPath())
                : new UsbmuxAddress.Tcp("127.0.0.1", ((InetSocketAddress) address).getPort());
    }
}
