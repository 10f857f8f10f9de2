package dev.trustline.lockdown.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.fake.FakeUsbmuxd;
import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxListener;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import dev.trustline.lockdown.wire.ByteWire;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Every request of every client to a peer that says anything: any bytes in any pieces, cut, endless or followed by silence, true
 * frames of any values, and a handshake that is hurt at any place. It ends in time and within the memory, with an answer or in a
 * typed way.
 */
@Domain(Sayings.class)
class AnyPeerTest {
    private static final Duration DEADLINE = Duration.ofMillis(40);
    private static final PairRecord RECORD = FakeLockdownd.record();
    private static final int PORT = 50_001;

    /** What is asked of usbmuxd. */
    enum OfDaemon { LIST, BUID, READ, SAVE, DELETE, CONNECT, LISTEN }

    /** What is asked of lockdownd. */
    enum OfPhone { TYPE, VALUES, KEY, PAIR, UNPAIR, SESSION, KNOWS, SERVICE, GOODBYE }

    @Property(tries = 200)
    void usbmuxdMaySayAnything(@ForAll OfDaemon asked, @ForAll Sayings.Saying saying, @ForAll Sayings.Manner manner) throws Exception {
        try (FakePeer peer = FakePeer.tcp(manner.saying(saying.toDaemonsClient()))) {
            UsbmuxClient usbmux = usbmux(peer);
            Hostile.read(() -> ask(usbmux, asked), Hostile.MOST_ALLOCATED_FOR_DAEMON);
        }
    }

    private static UsbmuxClient usbmux(FakePeer peer) {
        return new UsbmuxClient(new UsbmuxAddress.Tcp("127.0.0.1", ((InetSocketAddress) peer.address()).getPort()), DEADLINE);
    }

    private static void ask(UsbmuxClient usbmux, OfDaemon asked) throws IOException {
        switch (asked) {
            case LIST -> usbmux.listDevices();
            case BUID -> usbmux.readBuid();
            case READ -> usbmux.readPairRecord(FakeUsbmuxd.UDID);
            case SAVE -> usbmux.savePairRecord(FakeUsbmuxd.UDID, new byte[100], OptionalInt.of(1));
            case DELETE -> usbmux.deletePairRecord(FakeUsbmuxd.UDID);
            case CONNECT -> usbmux.connect(1, PORT).close();
            case LISTEN -> {
                try (UsbmuxListener listener = usbmux.listen()) {
                    listener.next(Duration.ZERO);
                }
            }
        }
    }

    @Property(tries = 250)
    void aPhoneMaySayAnything(@ForAll OfPhone asked, @ForAll Sayings.Saying saying, @ForAll Sayings.Manner manner) throws Exception {
        try (FakePeer peer = FakePeer.tcp(manner.saying(saying.toPhonesClient())); LockdownClient client = client(peer)) {
            Hostile.read(() -> ask(client, asked));
        }
    }

    /** The first handshake of a JVM takes long, and memory, whoever the peer is. */
    @BeforeContainer
    static void warmUp() throws Exception {
        try (FakePeer peer = FakePeer.tcp(new FakeLockdownd(RECORD)); LockdownClient client = client(peer, Duration.ofSeconds(30))) {
            client.startSession(RECORD, "17.5.1");
        }
    }

    private static LockdownClient client(FakePeer peer) throws IOException {
        return client(peer, DEADLINE);
    }

    private static LockdownClient client(FakePeer peer, Duration deadline) throws IOException {
        return new LockdownClient(ByteWire.open(peer.address(), Hostile.GRACE), "trustline-test", deadline);
    }

    private static void ask(LockdownClient client, OfPhone asked) throws IOException {
        switch (asked) {
            case TYPE -> client.queryType();
            case VALUES -> client.allValues();
            case KEY -> client.devicePublicKey();
            case PAIR -> client.pair(RECORD);
            case UNPAIR -> client.unpair(RECORD);
            case SESSION -> client.startSession(RECORD);
            case KNOWS -> client.knowsHost("4711", FakeLockdownd.BUID);
            case SERVICE -> client.startService("com.apple.any", RECORD);
            case GOODBYE -> client.goodbye();
        }
    }

    @Property(tries = 100)
    void whereTlsShouldBeginAPhoneMaySayAnything(@ForAll Sayings.Saying saying, @ForAll Sayings.Manner manner) throws Exception {
        try (FakePeer peer = FakePeer.tcp(sessionThen(manner.saying(saying.insteadOfTls()))); LockdownClient client = client(peer)) {
            Hostile.read(() -> client.startSession(RECORD, "17.5.1"));
            assertThat(client.isInSession()).isFalse();
        }
    }

    private static FakePeer.Script sessionThen(FakePeer.Script script) {
        return (in, out) -> {
            PlistFrames.read(in);
            PlistFrames.write(out, PlistDict.of("Request", "StartSession", "SessionID", "S-1", "EnableSessionSSL", true));
            script.talk(in, out);
        };
    }

    @Property(tries = 80)
    void aHandshakeThatIsHurtAnywhereEndsInTimeAndTyped(@ForAll Sayings.Wound wound) throws Exception {
        FakeLockdownd phone = new FakeLockdownd(RECORD);
        FakePeer.Script hurt = (in, out) -> phone.talk(in, new Hurt(out, wound));
        try (FakePeer peer = FakePeer.tcp(hurt); LockdownClient client = client(peer, DEADLINE.multipliedBy(3))) {
            Hostile.read(() -> {
                client.startSession(RECORD, "17.5.1");
                client.allValues();
                client.stopSession();
            });
        }
    }

    /** Passes on what the phone says, with a wound. */
    private static final class Hurt extends OutputStream {
        private final OutputStream out;
        private final Sayings.Wound wound;
        private int said;

        Hurt(OutputStream out, Sayings.Wound wound) {
            this.out = out;
            this.wound = wound;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            int place = wound.place() - said;
            said += length;
            if (place >= 0 && place < length) {
                copy[place] ^= wound.value();
                if (wound.cut()) {
                    out.write(copy, 0, place);
                    throw new IOException("the phone is gone");
                }
            }
            out.write(copy, 0, length);
        }
    }

    @Property(tries = 80)
    void aProxyMaySayAnything(@ForAll Sayings.Saying saying, @ForAll Sayings.Manner manner) throws Exception {
        FakeUsbmuxd daemon = new FakeUsbmuxd();
        daemon.ports.put(PORT, manner.saying(saying.toPhonesClient()));
        try (FakePeer peer = FakePeer.tcp(daemon)) {
            Hostile.read(() -> {
                try (NotificationProxyClient proxy = NotificationProxyClient.insecure(
                        usbmux(peer), FakeUsbmuxd.DEVICE_ID, new ServicePort("proxy", PORT, false), DEADLINE)) {
                    proxy.observe("com.apple.any");
                    if (manner.ending() != Sayings.Ending.SILENCE) {
                        proxy.next(DEADLINE);
                    }
                    proxy.shutdown();
                }
            });
        }
    }

    /** A message of 16 MiB, announced in its first bytes, that never ends. */
    @Example
    void aHandshakeMessageWithoutEndIsNotCollected() throws Exception {
        byte[] hello = new byte[5 + 0x4000];
        System.arraycopy(new byte[] {22, 3, 3, 0x40, 0, 2, -1, -1, -1}, 0, hello, 0, 9);
        FakePeer.Script endless = new Sayings.Manner(hello.length, Sayings.Ending.ENDLESS).saying(hello);
        try (FakePeer peer = FakePeer.tcp(sessionThen(endless)); LockdownClient client = client(peer)) {
            Hostile.read(() -> client.startSession(RECORD, "17.5.1"), 4L * PlistFrames.DEFAULT_LIMIT);
        }
    }
}
