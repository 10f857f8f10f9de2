package dev.trustline.virtualdevice.lockdownd;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One RSA key per phone, made when it is first needed (about 80 ms for 2,048 bits) or beforehand. Thread-safe; two
 * phones never wait for each other's key.
 */
public final class DeviceKeyRing {
    private final DeviceKeyStore store;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** A ring that first looks into {@code store}. */
    public DeviceKeyRing(DeviceKeyStore store) {
        this.store = store;
    }

    /** The phone's key; makes one of {@code bits} when there is none yet. */
    public DeviceKey keyOf(String udid, int bits) {
        return slots.computeIfAbsent(udid, Slot::new).key(bits);
    }

    /** Throws the phone's key away and makes another, as an erase does. */
    public void renew(String udid, int bits) {
        slots.computeIfAbsent(udid, Slot::new).renew(bits);
    }

    private final class Slot {
        private final String udid;
        private DeviceKey key;

        Slot(String udid) {
            this.udid = udid;
        }

        synchronized DeviceKey key(int bits) {
            if (key == null) {
                key = store.load(udid).orElse(null);
            }
            if (key == null) {
                renew(bits);
            }
            return key;
        }

        synchronized void renew(int bits) {
            key = generate(bits);
            store.save(udid, key);
        }
    }

    private static DeviceKey generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return DeviceKey.of(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }
}
