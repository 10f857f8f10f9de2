package dev.trustline.virtualdevice.lockdownd;

import java.util.Optional;

/** Keeps device keys over restarts. Called for one UDID by one thread at a time. */
public interface DeviceKeyStore {

    /** The key of an earlier run. */
    Optional<DeviceKey> load(String udid);

    /** Keeps a new key. */
    void save(String udid, DeviceKey key);

    /** Keeps nothing. */
    static DeviceKeyStore none() {
        return new DeviceKeyStore() {
            @Override
            public Optional<DeviceKey> load(String udid) {
                return Optional.empty();
            }

            @Override
            public void save(String udid, DeviceKey key) {
                // this lab forgets its phones when it ends
            }
        };
    }
}
