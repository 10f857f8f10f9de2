package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.PairRecord;

/** Port to the making of records: a fresh host identity for each device, never one that was used before. Thread-safe. */
public interface RecordMint {
    /**
     * A record for this device, not yet sent anywhere.
     *
     * @throws UnusableDeviceKey if the device's public key is none
     */
    PairRecord mint(DeviceIdentity device, String systemBuid) throws UnusableDeviceKey;

    /** Whether this record was made for this device's present key. */
    boolean fits(PairRecord record, DeviceIdentity device);

    /** The device's public key cannot be read. */
    final class UnusableDeviceKey extends Exception {
        private static final long serialVersionUID = 1L;

        public UnusableDeviceKey(Throwable cause) {
            super("the device's public key cannot be read", cause);
        }
    }
}
