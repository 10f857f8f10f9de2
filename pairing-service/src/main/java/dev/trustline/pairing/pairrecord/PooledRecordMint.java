package dev.trustline.pairing.pairrecord;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.pairing.handshake.DeviceIdentity;
import dev.trustline.pairing.handshake.RecordMint;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Makes records from the pool; only the device certificate, about 1 ms, is made at the cable. Thread-safe. */
public final class PooledRecordMint implements RecordMint {
    private final Supplier<HostIdentity> pool;
    private final Clock clock;

    /** Takes an identity that nobody else has or ever had for each record. */
    public PooledRecordMint(Supplier<HostIdentity> pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public PairRecord mint(DeviceIdentity device, String systemBuid) throws UnusableDeviceKey {
        Instant now = clock.instant();
        Instant phoneNow = device.clockMillis().map(Instant::ofEpochMilli).orElse(now);
        PairRecord record = PairingCertificates.issue(pool.get(), key(device), systemBuid, now, phoneNow);
        return device.wifiAddress().map(record::withWiFiMacAddress).orElse(record);
    }

    @Override
    public boolean fits(PairRecord record, DeviceIdentity device) {
        try {
            return Arrays.equals(record.devicePublicKey().getPublicKeyData().getOctets(), key(device).getPublicKeyData().getOctets());
        } catch (UnusableDeviceKey e) {
            return false;
        }
    }

    private static SubjectPublicKeyInfo key(DeviceIdentity device) throws UnusableDeviceKey {
        try {
            return Pem.devicePublicKey(device.publicKey());
        } catch (UnusableKeyMaterial e) {
            throw new UnusableDeviceKey(e);
        }
    }
}
