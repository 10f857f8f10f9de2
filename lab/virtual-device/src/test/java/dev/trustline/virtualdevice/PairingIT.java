package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.PairAnswer;
import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.error.ConnectionRefusedByDevice;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.DeviceKeyMismatch;
import dev.trustline.lockdown.error.TlsFailed;
import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.notification.Notifications;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.RsaKeys;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.tls.TlsVersions;
import dev.trustline.lockdown.usbmux.ConnectionType;
import dev.trustline.virtualdevice.phone.TrustDialog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project's own client library against the lab, over real sockets. */
class PairingIT {
    private static VirtualLab lab(String traits) throws LabStartFailed {
        return VirtualLab.start(LabOptions.builder().withoutHttp().personality(traits).build());
    }

    private static Class<?> refusal(PairAnswer answer) {
        return ((PairAnswer.Refused) answer).error().getClass();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "standard", "bytewise", "split", "prefix-apart", "coalesced", "binary-replies", "binary-replies+split",
        "control-characters", "tls-max=1.2", "ios=8.4+tls-max=1.0", "ios=8.4+tls-max=1.1", "key-bits=1024", "no-passcode"
    })
    void observePairTapNotificationPairSession(String traits) throws Exception {
        try (VirtualLab lab = lab(traits)) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord candidate = host.candidate();
            try (NotificationProxyClient proxy = host.observeRequestPair()) {
                assertThat(refusal(host.pair(candidate))).isEqualTo(DeviceError.PairingDialogResponsePending.class);
                assertThat(proxy.next(Duration.ZERO)).isEmpty();
                assertThat(lab.phone(1).trust().done()).isTrue();
                assertThat(nextRequestPair(proxy)).isEqualTo(Notifications.REQUEST_PAIR);
            }
            PairAnswer.Paired paired = (PairAnswer.Paired) host.pair(candidate);
            assertThat(paired.record().escrowBag().orElseThrow()).hasSize(32);
            assertThat(host.versionInSession(paired.record()))
                    .isEqualTo(lab.phone(1).snapshot().personality().productVersion());
            assertThat(lab.phone(1).snapshot().trustedHosts()).isEqualTo(1);
        }
    }

    private static String nextRequestPair(NotificationProxyClient proxy) throws IOException {
        String name = proxy.next(LabClient.PATIENCE).orElseThrow();
        return name.equals(Notifications.REQUEST_HOST_BUID) ? proxy.next(LabClient.PATIENCE).orElseThrow() : name;
    }

    @Test
    void plainRequestsGoOnAfterStopSession() throws Exception {
        try (VirtualLab lab = lab("standard")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            try (LockdownClient client = host.lockdown()) {
                client.startSession(record);
                assertThat(client.getValue("PasswordProtected")).contains(true);
                client.setValue("com.apple.mobile.wireless_lockdown", "EnableWifiConnections", true);
                client.stopSession();
                assertThat(client.getText("ProductVersion")).contains("17.5.1");
                assertThatThrownBy(() -> client.getValue("PasswordProtected"))
                        .isInstanceOf(DeviceError.GetProhibited.class);
                client.startSession(record);
                assertThat(client.getValue("com.apple.mobile.wireless_lockdown", "EnableWifiConnections"))
                        .contains(true);
            }
        }
    }

    @Test
    void theSecureProxyRelaysInsideTlsAndDiesPolitely() throws Exception {
        try (VirtualLab lab = lab("standard")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            lab.phone(1).unplug();
            lab.phone(1).plug();
            ServicePort port;
            try (LockdownClient client = host.lockdown()) {
                client.startSession(record);
                port = client.startService(Notifications.SECURE_PROXY);
                assertThat(port.tls()).isTrue();
                assertThatThrownBy(() -> client.startService("com.apple.unknown"))
                        .isInstanceOf(DeviceError.InvalidService.class);
            }
            try (NotificationProxyClient proxy = NotificationProxyClient.secure(
                    host.usbmux,
                    host.deviceId(),
                    port,
                    new NotificationProxyClient.Trust(record, TlsVersions.MODERN),
                    LabClient.PATIENCE)) {
                proxy.observe(Notifications.REQUEST_PAIR);
                host.pair(host.candidate());
                lab.phone(1).trust();
                assertThat(proxy.next(LabClient.PATIENCE)).contains(Notifications.REQUEST_PAIR);
                proxy.shutdown();
            }
        }
    }

    @Test
    void aPhoneOnTheNetworkOnlyRefusesToPair() throws Exception {
        try (VirtualLab lab = lab("network-only")) {
            LabClient host = LabClient.tcp(lab, 1);
            assertThat(host.usbmux.listDevices().get(0).connectionType()).isEqualTo(ConnectionType.NETWORK);
            assertThat(refusal(host.pair(host.candidate())))
                    .isEqualTo(DeviceError.PairingProhibitedOverThisConnection.class);
        }
    }

    @Test
    void aServicePortServesOneConnection() throws Exception {
        try (VirtualLab lab = lab("standard")) {
            LabClient host = LabClient.tcp(lab, 1);
            try (LockdownClient client = host.lockdown()) {
                ServicePort port = client.startService(Notifications.INSECURE_PROXY);
                NotificationProxyClient.insecure(host.usbmux, host.deviceId(), port, LabClient.PATIENCE).shutdown();
                assertThatThrownBy(() -> NotificationProxyClient.insecure(
                                host.usbmux, host.deviceId(), port, LabClient.PATIENCE))
                        .isInstanceOf(ConnectionRefusedByDevice.class);
                assertThatThrownBy(() -> client.startService(Notifications.SECURE_PROXY))
                        .isInstanceOf(DeviceError.SessionInactive.class);
            }
        }
    }

    @Test
    void unplugKillsEveryConnectionAndPlugBringsANewDeviceId() throws Exception {
        try (VirtualLab lab = lab("standard")) {
            LabClient host = LabClient.tcp(lab, 1);
            int before = host.deviceId();
            try (LockdownClient client = host.lockdown();
                    NotificationProxyClient proxy = host.observeRequestPair()) {
                client.queryType();
                lab.phone(1).unplug();
                assertThatThrownBy(client::queryType).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> proxy.next(LabClient.PATIENCE)).isInstanceOf(IOException.class);
            }
            assertThat(host.usbmux.listDevices()).isEmpty();
            lab.phone(1).plug();
            assertThat(host.deviceId()).isGreaterThan(before);
        }
    }

    @Test
    void anIdleLockdownConnectionIsDropped() throws Exception {
        try (VirtualLab lab = lab("lockdown-idle=200ms")) {
            try (LockdownClient client = LabClient.tcp(lab, 1).lockdown()) {
                client.queryType();
                await().pollInterval(Duration.ofMillis(500)).untilAsserted(
                        () -> assertThatThrownBy(client::queryType).isInstanceOf(IOException.class));
            }
        }
    }

    @Test
    void aLockedPhoneStartsNoInsecureProxyAndPairsAfterUnlock() throws Exception {
        try (VirtualLab lab = lab("locked")) {
            LabClient host = LabClient.tcp(lab, 1);
            assertThatThrownBy(host::observeRequestPair).isInstanceOf(DeviceError.PasswordProtected.class);
            PairRecord candidate = host.candidate();
            assertThat(refusal(host.pair(candidate))).isEqualTo(DeviceError.PasswordProtected.class);
            lab.phone(1).unlock();
            assertThat(refusal(host.pair(candidate))).isEqualTo(DeviceError.PairingDialogResponsePending.class);
        }
    }

    @Test
    void reEnumerationAfterTheTapChangesTheDeviceIdAndTheSameRecordPairs() throws Exception {
        try (VirtualLab lab = lab("re-enumerates+ios=8.4")) {
            LabClient host = LabClient.tcp(lab, 1);
            int before = host.deviceId();
            PairRecord candidate = host.candidate();
            host.pair(candidate);
            lab.phone(1).trust();
            await().ignoreExceptions().until(() -> host.deviceId() > before);
            assertThat(host.pair(candidate)).isInstanceOf(PairAnswer.Paired.class);
            assertThat(lab.phone(1).snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aDroppedHandshakeSucceedsTheNextTime() throws Exception {
        try (VirtualLab lab = lab("drop-handshake")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            assertThatThrownBy(() -> host.versionInSession(record)).isInstanceOf(TlsFailed.class);
            assertThat(host.versionInSession(record)).isEqualTo("17.5.1");
        }
    }

    @Test
    void resetRevokesAndEraseChangesTheKey() throws Exception {
        try (VirtualLab lab = lab("standard")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            lab.phone(1).reset();
            assertThatThrownBy(() -> host.versionInSession(record)).isInstanceOf(DeviceError.InvalidHostID.class);
            lab.phone(1).erase();
            await().until(() -> lab.phone(1).snapshot().plugged());
            assertThatThrownBy(() -> host.versionInSession(record)).isInstanceOf(DeviceKeyMismatch.class);
        }
    }

    @Test
    void certificatesForAnotherPhonesKeyAreRefused() throws Exception {
        try (VirtualLab lab = lab("standard")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord foreign = PairingCertificates.issue(
                    HostIdentity.generate(), RsaKeys.info(RsaKeys.generate().getPublic()), "BUID", Instant.now());
            assertThat(refusal(host.pair(foreign))).isEqualTo(DeviceError.InvalidPairRecord.class);
            assertThat(lab.phone(1).snapshot().dialog()).isEqualTo(TrustDialog.NONE);
        }
    }

    @Test
    void aPhoneIsPluggedIntoOneHostAtATime() throws Exception {
        LabOptions options = LabOptions.builder()
                .withoutHttp()
                .host(HostOptions.onFreePort("left"))
                .host(HostOptions.onFreePort("right"))
                .build();
        try (VirtualLab lab = VirtualLab.start(options)) {
            LabPhone phone = lab.phone(1);
            LabClient left = LabClient.tcp(lab.host("left"), phone.udid());
            LabClient right = LabClient.tcp(lab.host("right"), phone.udid());
            assertThat(left.usbmux.readBuid()).isNotEqualTo(right.usbmux.readBuid());
            PairRecord onLeft = left.trustedRecord(phone);
            assertThat(phone.plug(lab.host("right")).done()).isTrue();
            assertThat(left.usbmux.listDevices()).isEmpty();
            assertThat(right.versionInSession(onLeft)).isEqualTo("17.5.1");
            assertThat(refusal(right.pair(right.candidate())))
                    .isEqualTo(DeviceError.PairingDialogResponsePending.class);
        }
    }

    @Test
    void aLabWithADataFolderForgetsNothing(@TempDir Path folder) throws Exception {
        LabOptions options = LabOptions.builder().data(folder.resolve("lab")).build();
        PairRecord record;
        String buid;
        String token;
        try (VirtualLab lab = VirtualLab.start(options)) {
            LabClient host = LabClient.tcp(lab, 1);
            record = host.trustedRecord(lab.phone(1));
            buid = host.usbmux.readBuid();
            token = lab.token();
            host.usbmux.savePairRecord(
                    lab.phone(1).udid(),
                    PlistWriter.binary(record.toPlist()),
                    OptionalInt.empty());
        }
        try (VirtualLab lab = VirtualLab.start(options)) {
            LabClient host = LabClient.tcp(lab, 1);
            assertThat(host.versionInSession(record)).isEqualTo("17.5.1");
            assertThat(host.usbmux.readBuid()).isEqualTo(buid);
            assertThat(PairRecord.read(host.usbmux.readPairRecord(lab.phone(1).udid()).orElseThrow()))
                    .isEqualTo(record);
            assertThat(lab.token()).isEqualTo(token);
        }
    }

    @Test
    void aTrustedHostIsRefusedWhenItShowsAnotherKey() throws Exception {
        try (VirtualLab lab = lab("standard")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            PairRecord impostor = PairRecord.fromPlist(PairingCertificates.issue(
                            HostIdentity.generate(), record.devicePublicKey(), record.systemBuid(), Instant.now())
                    .toPlist()
                    .with("HostID", record.hostId()));
            assertThatThrownBy(() -> host.versionInSession(impostor)).isInstanceOf(TlsFailed.class);
            assertThat(host.versionInSession(record)).isEqualTo("17.5.1");
        }
    }
}
