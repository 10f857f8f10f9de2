package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.PairAnswer;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxDevice;
import dev.trustline.virtualdevice.LabHost;
import dev.trustline.virtualdevice.LabPhone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** Another program that pairs and unpairs on a lab host, as {@code idevicepair} does. */
final class OtherTool {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HostIdentity IDENTITY = HostIdentity.generate();

    private final UsbmuxClient usbmuxd;
    private final LabPhone phone;

    OtherTool(LabHost host, LabPhone phone) throws IOException {
        this.usbmuxd = new UsbmuxClient(UsbmuxAddress.parse("127.0.0.1:" + host.muxAddress().orElseThrow().getPort()), PATIENCE);
        this.phone = phone;
    }

    private int deviceId() throws IOException {
        return usbmuxd.listDevices().stream().filter(d -> d.udid().equals(phone.udid())).mapToInt(UsbmuxDevice::deviceId).findFirst()
                .orElseThrow(() -> new IOException("not attached"));
    }

    private LockdownClient lockdown() throws IOException {
        return LockdownClient.open(usbmuxd, deviceId(), "other-tool", PATIENCE);
    }

    /** A record that the phone does not know. */
    PairRecord candidate() throws IOException {
        return candidate(IDENTITY);
    }

    PairRecord candidate(HostIdentity identity) throws IOException {
        try (LockdownClient client = lockdown()) {
            return PairingCertificates.issue(identity, client.devicePublicKey(), usbmuxd.readBuid(), Instant.now());
        }
    }

    /** A record that the phone accepts, with a tap on its alert if there is one. */
    PairRecord pair() throws IOException {
        return pair(candidate());
    }

    /** A record of another one's HostID and its own keys, as a tool makes it that reads the HostID from the record which it finds. */
    PairRecord candidateAs(PairRecord other) throws IOException {
        return candidate(new HostIdentity(other.hostId(), IDENTITY.rootKey(), IDENTITY.hostKey(), IDENTITY.rootCertificate(), IDENTITY.hostCertificate()));
    }

    /** The same, accepted: the phone knows the other one's record no more. */
    PairRecord pairAs(PairRecord other) throws IOException {
        return pair(candidateAs(other));
    }

    private PairRecord pair(PairRecord candidate) throws IOException {
        for (int i = 0; i < 2; i++) {
            try (LockdownClient client = lockdown()) {
                if (client.pair(candidate) instanceof PairAnswer.Paired paired) {
                    return paired.record();
                }
            }
            phone.trust();
        }
        throw new IOException("not paired");
    }

    /** Raises the alert. */
    void ask() throws IOException {
        PairRecord candidate = candidate();
        try (LockdownClient client = lockdown()) {
            client.pair(candidate);
        }
    }

    void save(PairRecord record) throws IOException {
        usbmuxd.savePairRecord(phone.udid(), PlistWriter.binary(record.toPlist()), OptionalInt.of(deviceId()));
    }

    /** As a tool that does not say for which attachment: usbmuxd tells nobody. */
    void saveUnheard(PairRecord record) throws IOException {
        usbmuxd.savePairRecord(phone.udid(), PlistWriter.binary(record.toPlist()), OptionalInt.empty());
    }

    /** The same, amid a session of this host. */
    void trySave(PairRecord record) {
        try {
            saveUnheard(record);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    PairRecord saved() throws IOException {
        return PairRecord.read(usbmuxd.readPairRecord(phone.udid()).orElseThrow());
    }

    boolean hasSaved() throws IOException {
        return usbmuxd.readPairRecord(phone.udid()).isPresent();
    }

    /** On the phone first, at usbmuxd then. */
    void unpair() throws IOException {
        unpairOnPhone();
        usbmuxd.deletePairRecord(phone.udid());
    }

    void unpairOnPhone() throws IOException {
        try (LockdownClient client = lockdown()) {
            client.unpair(saved());
        }
    }

    boolean works(PairRecord record) throws IOException {
        try (LockdownClient client = lockdown()) {
            client.startSession(record);
            return true;
        } catch (DeviceError.InvalidHostID e) {
            return false;
        }
    }
}
