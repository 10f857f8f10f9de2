package dev.trustline.virtualdevice.http;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.virtualdevice.VirtualLab;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Brings the alert up on a lab's first phone. */
final class LabAlert {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LabAlert() {}

    static void raise(VirtualLab lab) throws IOException {
        int port = lab.host().muxAddress().orElseThrow().getPort();
        UsbmuxClient usbmux = new UsbmuxClient(UsbmuxAddress.parse("127.0.0.1:" + port), PATIENCE);
        int device = usbmux.listDevices().get(0).deviceId();
        try (LockdownClient client = LockdownClient.open(usbmux, device, "lab-test", PATIENCE)) {
            client.pair(PairingCertificates.issue(
                    HostIdentity.generate(), client.devicePublicKey(), usbmux.readBuid(), Instant.now()));
        }
    }
}
