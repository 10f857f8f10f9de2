package dev.trustline.lockdown.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.error.DeviceKeyMismatch;
import dev.trustline.lockdown.error.SessionNotProven;
import dev.trustline.lockdown.error.TlsFailed;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.fake.FakeUsbmuxd;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.lockdown.pairing.RsaKeys;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxPorts;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LockdownClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final PairRecord RECORD = FakeLockdownd.record();
    private final FakeLockdownd phone = new FakeLockdownd(RECORD);
    private final FakeUsbmuxd daemon = new FakeUsbmuxd();
    private FakePeer peer;

    @BeforeEach
    void plugIn() throws Exception {
        daemon.ports.put(UsbmuxPorts.LOCKDOWN, phone);
        peer = FakePeer.tcp(daemon);
    }

    @AfterEach
    void unplug() throws Exception {
        peer.close();
    }

    private LockdownClient client() throws Exception {
        int port = ((InetSocketAddress) peer.address()).getPort();
        UsbmuxClient usbmux = new UsbmuxClient(new UsbmuxAddress.Tcp("127.0.0.1", port), LONG);
        return LockdownClient.open(usbmux, FakeUsbmuxd.DEVICE_ID, "trustline-test", LONG);
    }

    @Test
    void valuesAreReadBeforePairing() throws Exception {
        try (LockdownClient client = client()) {
            assertThat(client.queryType()).isEqualTo(LockdownClient.LOCKDOWN_TYPE);
            assertThat(client.getText("ProductVersion")).hasValue("17.5.1");
            assertThat(client.getValue("NoSuchThing")).isEmpty();
            assertThat(client.getText("DevicePublicKey")).isEmpty();
            assertThat(client.devicePublicKey()).isEqualTo(RECORD.devicePublicKey());
            assertThat(client.allValues().keys()).contains("DeviceName", "ProductVersion");
            client.setValue("UntrustedHostBUID", FakeLockdownd.BUID);
        }
        assertThat(phone.requests).allSatisfy(request -> assertThat(request.string("Label")).hasValue("trustline-test"));
    }

    @Test
    void aSessionGoesInsideTlsAndBackToPlain() throws Exception {
        try (LockdownClient client = client()) {
            ProvenSession session = client.startSession(RECORD);
            assertThat(session.productVersion()).isEqualTo("17.5.1");
            assertThat(session.tls()).startsWith("TLS 1.3");
            assertThat(client.isInSession()).isTrue();
            client.setValue("com.apple.mobile.wireless_lockdown", "EnableWifiConnections", true);
            client.removeValue("com.apple.x", "y");
            client.stopSession();
            client.stopSession();
            assertThat(client.isInSession()).isFalse();
            assertThat(client.queryType()).isEqualTo(LockdownClient.LOCKDOWN_TYPE);
        }
        assertThat(phone.requests).extracting(request -> request.string("Request").orElseThrow()
                + (request.bool("InsideTls").orElseThrow() ? " inside" : "")).containsExactly("GetValue", "GetValue",
                "StartSession", "GetValue inside", "SetValue inside", "RemoveValue inside", "StopSession inside", "QueryType");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1.1", "7.1.2", "9.3.6"})
    void anOldPhoneGetsOldTls(String productVersion) throws Exception {
        phone.values.put("ProductVersion", productVersion);
        phone.versions = ProtocolVersion.TLSv10.only();
        try (LockdownClient client = client()) {
            assertThat(client.startSession(RECORD).tls()).startsWith("TLS 1.0");
        }
    }

    @Test
    void aSessionWithoutTlsIsNotBelieved() throws Exception {
        for (PlistDict answer : new PlistDict[] {PlistDict.of("SessionID", "S", "EnableSessionSSL", false),
            PlistDict.of("SessionID", "S"), PlistDict.of("SessionID", "S", "EnableSessionSSL", 1)}) {
            phone.answers.put("StartSession", request -> answer);
            try (LockdownClient client = client()) {
                assertThatThrownBy(() -> client.startSession(RECORD)).isInstanceOf(SessionNotProven.class);
                assertThat(client.isInSession()).isFalse();
            }
        }
    }

    @Test
    void aForgottenRecordLeavesTheConnectionUsable() throws Exception {
        phone.answers.put("StartSession", request -> PlistDict.of("Error", "InvalidHostID"));
        try (LockdownClient client = client()) {
            assertThatThrownBy(() -> client.startSession(RECORD)).isInstanceOf(DeviceError.InvalidHostID.class)
                    .hasMessageNotContainingAny(RECORD.hostId(), RECORD.systemBuid());
            assertThat(client.getText("ProductVersion")).hasValue("17.5.1");
        }
    }

    @Test
    void aPhoneWithAnotherKeyIsReportedBeforeItLearnsTheHostId() throws Exception {
        phone.values.put("DevicePublicKey", Pem.writeDevicePublicKey(RsaKeys.info(RsaKeys.generate().getPublic())));
        try (LockdownClient client = client()) {
            assertThatThrownBy(() -> client.startSession(RECORD)).isInstanceOf(DeviceKeyMismatch.class);
        }
        assertThat(phone.requests).noneMatch(request -> request.has("HostID"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPhoneThatRefusesOurCertificateIsAFailureOfTls(boolean modern) throws Exception {
        phone.refuseHostCertificate = true;
        phone.versions = (modern ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12).only();
        try (LockdownClient client = client()) {
            assertThatThrownBy(() -> client.startSession(RECORD)).isInstanceOf(TlsFailed.class);
        }
    }

    @Test
    void pairingIsOneQuestionAndOneAnswer() throws Exception {
        phone.answers.put("Pair", request -> PlistDict.of("Error", "PairingDialogResponsePending"));
        try (LockdownClient client = client()) {
            assertThat(client.pair(RECORD, "lab-host-7")).isInstanceOfSatisfying(PairAnswer.Refused.class, refused ->
                    assertThat(refused.error().kind()).isEqualTo(DeviceErrorKind.PAIRING_DIALOG_RESPONSE_PENDING));
            byte[] bag = new byte[32];
            phone.answers.put("Pair", request -> PlistDict.of("EscrowBag", bag));
            assertThat(client.pair(RECORD)).isEqualTo(new PairAnswer.Paired(RECORD.withEscrowBag(bag)));
            phone.answers.put("Pair", request -> PlistDict.empty());
            assertThat(client.pair(RECORD)).isEqualTo(new PairAnswer.Paired(RECORD));
        }
        assertThat(phone.requests.get(0)).isEqualTo(PlistDict.of("HostName", "lab-host-7",
                "PairRecord", RECORD.pairRequestPart(), "ProtocolVersion", "2",
                "PairingOptions", PlistDict.of("ExtendedPairingErrors", true),
                "Request", "Pair", "Label", "trustline-test", "InsideTls", false));
    }

    @Test
    void noByteOfAPrivateKeyOrTheEscrowBagLeavesWithPair() throws Exception {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        phone.answers.put("Pair", request -> PlistDict.of("Error", "PasswordProtected"));
        daemon.ports.put(UsbmuxPorts.LOCKDOWN, (in, out) -> phone.talk(new Tap(in, captured), out));
        PairRecord full = RECORD.withEscrowBag("a-secret-escrow-bag-of-32-bytes!".getBytes(ISO_8859_1));
        try (LockdownClient client = client()) {
            assertThat(client.pair(full)).isInstanceOf(PairAnswer.Refused.class);
        }
        String sent = captured.toString(ISO_8859_1).replaceAll("\\s", "");
        assertThat(sent).contains("<key>HostID</key>").doesNotContain("PrivateKey", "EscrowBag");
        for (String secret : new String[] {"HostPrivateKey", "RootPrivateKey", "EscrowBag"}) {
            byte[] bytes = full.toPlist().data(secret).orElseThrow();
            String encoded = Base64.getEncoder().encodeToString(bytes);
            assertThat(sent).doesNotContain(encoded.substring(encoded.length() / 3, encoded.length() / 2));
        }
    }

    @Test
    void unpairingUnderstandsTheNameThatTheFirmwareGivesIt() throws Exception {
        try (LockdownClient client = client()) {
            client.validatePair(RECORD);
            client.unpair(RECORD);
        }
        assertThat(phone.requests).allSatisfy(request -> {
            assertThat(request.string("ProtocolVersion")).hasValue("2");
            assertThat(request.dict("PairRecord").orElseThrow().keys()).doesNotContain("HostPrivateKey", "RootPrivateKey");
        });
    }

    @Test
    void aHostOfWhichOnlyTheHostIdIsLeftIsForgotten() throws Exception {
        phone.answers.put("StartSession", request -> PlistDict.of("Error", "InvalidHostID"));
        try (LockdownClient client = client()) {
            client.unpairHost("LOST-HOST");
            assertThat(client.knowsHost("LOST-HOST", FakeLockdownd.BUID)).isFalse();
            assertThat(client.queryType()).isEqualTo(LockdownClient.LOCKDOWN_TYPE);
        }
        assertThat(phone.requests.get(0).dict("PairRecord")).hasValue(PlistDict.of("HostID", "LOST-HOST"));
    }

    @Test
    void whetherAHostIsKnownIsAskedWithoutTls() throws Exception {
        try (LockdownClient client = client()) {
            assertThat(client.knowsHost(RECORD.hostId(), FakeLockdownd.BUID)).isTrue();
            assertThatThrownBy(client::queryType).isInstanceOf(ConnectionEnded.class);
        }
        phone.answers.put("StartSession", request -> PlistDict.of("Error", "PasswordProtected"));
        try (LockdownClient client = client()) {
            assertThatThrownBy(() -> client.knowsHost(RECORD.hostId(), FakeLockdownd.BUID))
                    .isInstanceOf(DeviceError.PasswordProtected.class).hasMessageNotContaining(RECORD.hostId());
        }
    }

    @Test
    void servicesTellTheirPort() throws Exception {
        phone.answers.put("StartService", request -> PlistDict.of("Service", "s", "Port", 50001, "EnableServiceSSL", true));
        try (LockdownClient client = client()) {
            assertThat(client.startService("s")).isEqualTo(new ServicePort("s", 50001, true));
            client.startService("s", RECORD);
            client.startService("s", RECORD.withEscrowBag(new byte[] {7}));
            phone.answers.put("StartService", request -> PlistDict.of("Port", 70_000));
            assertThatThrownBy(() -> client.startService("s")).isInstanceOf(UnexpectedReply.class);
        }
        assertThat(phone.requests).extracting(request -> request.has("EscrowBag"))
                .containsExactly(false, false, true, false);
    }

    @Test
    void goodByeNeedsNoAnswer() throws Exception {
        LockdownClient client = client();
        phone.answers.put("Goodbye", request -> {
            throw new IllegalStateException("just ends");
        });
        client.goodbye();
        assertThatThrownBy(client::queryType).isInstanceOf(ConnectionEnded.class);
    }

    @Test
    void answersThatAreNoneAreTypedFailures() throws Exception {
        try (LockdownClient client = client()) {
            phone.answers.put("QueryType", request -> PlistDict.of("Request", "GetValue", "Type", "x"));
            assertThatThrownBy(client::queryType).isInstanceOf(UnexpectedReply.class);
            phone.answers.put("QueryType", request -> PlistDict.empty());
            assertThatThrownBy(client::queryType).isInstanceOf(UnexpectedReply.class);
            phone.answers.put("QueryType", request -> PlistDict.of("Error", 7));
            assertThatThrownBy(client::queryType).isInstanceOf(UnexpectedReply.class);
            phone.answers.put("QueryType", request -> PlistDict.of("Result", "Failure"));
            assertThatThrownBy(client::queryType).isInstanceOf(DeviceError.UnknownDeviceError.class);
        }
    }

    @Test
    void aValueThatThePhoneDoesNotTakeIsAFailureWithItsWord() throws Exception {
        phone.answers.put("SetValue", request -> PlistDict.of("Request", "SetValue", "Error", "SetProhibited"));
        try (LockdownClient client = client()) {
            assertThatThrownBy(() -> client.setValue("UntrustedHostBUID", "x")).isInstanceOf(DeviceError.class).hasMessageContaining("SetProhibited");
        }
    }

    @Test
    void aSilentPhoneEndsWithTheDeadlineOfTheCall() throws Exception {
        daemon.ports.put(UsbmuxPorts.LOCKDOWN, (in, out) -> in.readNBytes(1 << 20));
        try (LockdownClient client = client().within(Duration.ofMillis(100))) {
            assertThatThrownBy(client::queryType).isInstanceOf(DeadlineExceeded.class);
        }
    }

    /** Keeps what passes. */
    private static final class Tap extends FilterInputStream {
        private final ByteArrayOutputStream captured;

        Tap(InputStream in, ByteArrayOutputStream captured) {
            super(in);
            this.captured = captured;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                captured.write(bytes, offset, count);
            }
            return count;
        }
    }
}
