package dev.trustline.lockdown.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxListener;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import dev.trustline.lockdown.wire.ByteWire;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Phones and daemons that answer with what no honest one would: every request ends in time, and in a typed way. */
@Timeout(60)
class HostilePeersTest {
    private static final PairRecord RECORD = FakeLockdownd.record();

    static List<Path> ofPhones() {
        return Stream.concat(Hostile.corpus("lockdown-"), Hostile.corpus("plist-")).toList();
    }

    static List<Path> ofDaemons() {
        return Stream.concat(Hostile.corpus("usbmux-"), Hostile.corpus("plist-")).toList();
    }

    private static byte[] fromPhone(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        return file.getFileName().toString().startsWith("plist-")
                ? ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array() : bytes;
    }

    private static byte[] fromDaemon(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        return file.getFileName().toString().startsWith("plist-")
                ? new UsbmuxPacket(UsbmuxPacket.VERSION_PLIST, UsbmuxPacket.PLIST, 1, bytes).toBytes() : bytes;
    }

    private static LockdownClient client(FakePeer peer) throws Exception {
        return new LockdownClient(ByteWire.open(peer.address(), Hostile.DEADLINE), "trustline-test", Hostile.DEADLINE);
    }

    @ParameterizedTest
    @MethodSource("ofPhones")
    void aPhoneMayAnswerAnything(Path file) throws Exception {
        try (FakePeer peer = FakePeer.tcp(Hostile.saying(fromPhone(file)))) {
            try (LockdownClient client = client(peer)) {
                Hostile.read(client::queryType);
            }
            try (LockdownClient client = client(peer)) {
                Hostile.read(() -> client.pair(RECORD));
            }
            try (LockdownClient client = client(peer)) {
                Hostile.read(() -> client.startSession(RECORD, "17.5.1"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ofDaemons")
    void aDaemonMayAnswerAnything(Path file) throws Exception {
        try (FakePeer peer = FakePeer.tcp(Hostile.saying(fromDaemon(file)))) {
            UsbmuxClient usbmux = new UsbmuxClient(
                    new UsbmuxAddress.Tcp("127.0.0.1", ((InetSocketAddress) peer.address()).getPort()), Hostile.DEADLINE);
            daemon(usbmux::listDevices);
            daemon(usbmux::readBuid);
            daemon(() -> usbmux.readPairRecord("0".repeat(40)));
            daemon(() -> usbmux.connect(1, 62078).close());
            daemon(() -> {
                try (UsbmuxListener listener = usbmux.listen()) {
                    listener.next(Hostile.DEADLINE);
                }
            });
        }
    }

    private static void daemon(Hostile.Reading reading) throws Exception {
        Hostile.read(reading, Hostile.MOST_ALLOCATED_FOR_DAEMON);
    }

    @Test
    void aByteNowAndThenDoesNotHoldARequestPastItsDeadline() throws Exception {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        PlistFrames.write(frame, PlistDict.of("Request", "QueryType", "Type", "x".repeat(5_000)));
        FakePeer.Script dripping = (in, out) -> {
            for (byte one : frame.toByteArray()) {
                out.write(one);
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        };
        try (FakePeer peer = FakePeer.tcp(dripping); LockdownClient client = client(peer)) {
            long start = System.nanoTime();
            assertThatThrownBy(client::queryType).isInstanceOf(DeadlineExceeded.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Hostile.DEADLINE.minusMillis(20), Hostile.DEADLINE.plus(Hostile.GRACE));
        }
    }
}
