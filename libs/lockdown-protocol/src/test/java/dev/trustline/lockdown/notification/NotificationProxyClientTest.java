package dev.trustline.lockdown.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.SessionNotProven;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.fake.FakeUsbmuxd;
import dev.trustline.lockdown.fake.PhoneTls;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.TlsVersions;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsServerProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NotificationProxyClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final PairRecord RECORD = FakeLockdownd.record();
    private static final NotificationProxyClient.Trust TRUST =
            new NotificationProxyClient.Trust(RECORD, TlsVersions.MODERN);
    private static final int PORT = 50001;
    private final FakeUsbmuxd daemon = new FakeUsbmuxd();
    private final BlockingQueue<PlistDict> toRelay = new LinkedBlockingQueue<>();

    private static PlistDict relay(String name) {
        return PlistDict.of("Command", "RelayNotification", "Name", name);
    }

    /** Relays from the queue after the first observation; an empty dictionary ends the connection. */
    private void proxy(InputStream in, OutputStream out) throws Exception {
        PlistDict observed = PlistFrames.read(in);
        PlistFrames.write(out, relay("observed " + observed.string("Name").orElseThrow()));
        for (PlistDict message = toRelay.take(); !message.equals(PlistDict.empty()); message = toRelay.take()) {
            PlistFrames.write(out, message);
        }
    }

    private UsbmuxClient usbmux(FakePeer peer) {
        return new UsbmuxClient(new UsbmuxAddress.Tcp("127.0.0.1", ((InetSocketAddress) peer.address()).getPort()), LONG);
    }

    private NotificationProxyClient open(FakePeer peer, boolean secure) throws Exception {
        daemon.ports.put(PORT, secure ? (in, out) -> {
            TlsServerProtocol tls = PhoneTls.of(FakeLockdownd.DEVICE.getPrivate(), RECORD, ProtocolVersion.TLSv13).accept(in, out);
            proxy(tls.getInputStream(), tls.getOutputStream());
        } : this::proxy);
        ServicePort port = new ServicePort("proxy", PORT, secure);
        return secure ? NotificationProxyClient.secure(usbmux(peer), FakeUsbmuxd.DEVICE_ID, port, TRUST, LONG)
                : NotificationProxyClient.insecure(usbmux(peer), FakeUsbmuxd.DEVICE_ID, port, LONG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void notificationsArriveAndAWaitThatEndsLosesNone(boolean secure) throws Exception {
        try (FakePeer peer = FakePeer.tcp(daemon); NotificationProxyClient proxy = open(peer, secure)) {
            assertThat(proxy.next(Duration.ofMillis(50))).isEmpty();
            proxy.observe(Notifications.REQUEST_PAIR, Notifications.TRUST);
            assertThat(proxy.next(LONG)).hasValue("observed " + Notifications.REQUEST_PAIR);
            assertThat(proxy.next(Duration.ofMillis(50))).isEmpty();
            toRelay.add(PlistDict.of("Command", "SomethingNew"));
            toRelay.add(relay(Notifications.REQUEST_PAIR));
            assertThat(proxy.next(LONG)).hasValue(Notifications.REQUEST_PAIR);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDeathOfTheProxyIsTold(boolean announced) throws Exception {
        try (FakePeer peer = FakePeer.tcp(daemon); NotificationProxyClient proxy = open(peer, false)) {
            proxy.observe("x");
            assertThat(proxy.next(LONG)).isPresent();
            toRelay.add(announced ? PlistDict.of("Command", "ProxyDeath") : PlistDict.empty());
            assertThatThrownBy(() -> proxy.next(LONG)).isInstanceOfSatisfying(ConnectionEnded.class,
                    end -> assertThat(end.betweenMessages()).isTrue());
        }
    }

    @Test
    void shuttingDownWaitsForTheDeath() throws Exception {
        try (FakePeer peer = FakePeer.tcp(daemon); NotificationProxyClient proxy = open(peer, false)) {
            proxy.observe("x");
            toRelay.add(relay("y"));
            toRelay.add(PlistDict.of("Command", "ProxyDeath"));
            proxy.shutdown();
            assertThatThrownBy(() -> proxy.next(Duration.ZERO)).isInstanceOf(ConnectionEnded.class);
        }
    }

    @Test
    void aSecureProxyWithoutTlsIsNotUsed() throws Exception {
        try (FakePeer peer = FakePeer.tcp(daemon)) {
            ServicePort plain = new ServicePort("proxy", PORT, false);
            assertThatThrownBy(() -> NotificationProxyClient.secure(usbmux(peer), FakeUsbmuxd.DEVICE_ID, plain, TRUST, LONG))
                    .isInstanceOf(SessionNotProven.class);
        }
    }
}
