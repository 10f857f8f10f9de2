package dev.trustline.virtualdevice;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.PairAnswer;
import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.notification.Notifications;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxDevice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A host at one phone of the lab, through the project's own client library. */
final class LabClient {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HostIdentity IDENTITY = HostIdentity.generate();

    final UsbmuxClient usbmux;
    private final String udid;

    LabClient(String address, String udid) throws IOException {
        this.usbmux = new UsbmuxClient(UsbmuxAddress.parse(address), PATIENCE);
        this.udid = udid;
    }

    static LabClient tcp(VirtualLab lab, int phone) throws IOException {
        return tcp(lab.host(), lab.phone(phone).udid());
    }

    static LabClient tcp(LabHost host, String udid) throws IOException {
        return new LabClient("127.0.0.1:" + host.muxAddress().orElseThrow().getPort(), udid);
    }

    int deviceId() throws IOException {
        return usbmux.listDevices().stream()
                .filter(device -> device.udid().equals(udid))
                .mapToInt(UsbmuxDevice::deviceId)
                .findFirst()
                .orElseThrow(() -> new IOException("not attached: " + udid));
    }

    LockdownClient lockdown() throws IOException {
        return LockdownClient.open(usbmux, deviceId(), "lab-test", PATIENCE);
    }

    PairRecord candidate() throws IOException {
        return candidate(IDENTITY);
    }

    private PairRecord candidate(HostIdentity identity) throws IOException {
        try (LockdownClient client = lockdown()) {
            SubjectPublicKeyInfo key = client.devicePublicKey();
            return PairingCertificates.issue(identity, key, usbmux.readBuid(), Instant.now());
        }
    }

    PairAnswer pair(PairRecord record) throws IOException {
        try (LockdownClient client = lockdown()) {
            return client.pair(record);
        }
    }

    /** Pair, tap, pair. */
    PairRecord trustedRecord(LabPhone phone) throws IOException {
        return trustedRecord(phone, IDENTITY);
    }

    /** The same with an identity of its own. */
    PairRecord trustedRecord(LabPhone phone, HostIdentity identity) throws IOException {
        PairRecord candidate = candidate(identity);
        pair(candidate);
        phone.trust();
        if (pair(candidate) instanceof PairAnswer.Paired paired) {
            return paired.record();
        }
        throw new IOException("not paired");
    }

    String versionInSession(PairRecord record) throws IOException {
        try (LockdownClient client = lockdown()) {
            return client.startSession(record).productVersion();
        }
    }

    NotificationProxyClient observeRequestPair() throws IOException {
        return observeRequestPair(deviceId());
    }

    NotificationProxyClient observeRequestPair(int deviceId) throws IOException {
        ServicePort port;
        try (LockdownClient client = LockdownClient.open(usbmux, deviceId, "lab-test", PATIENCE)) {
            port = client.startService(Notifications.INSECURE_PROXY);
        }
        NotificationProxyClient proxy = NotificationProxyClient.insecure(usbmux, deviceId, port, PATIENCE);
        proxy.observe(Notifications.REQUEST_PAIR, Notifications.REQUEST_HOST_BUID);
        return proxy;
    }
}
