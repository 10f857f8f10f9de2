package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.virtualdevice.lockdownd.DeviceKey;
import dev.trustline.virtualdevice.lockdownd.DeviceKeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keys are costly: those that the cases of this JVM need are made once. Within a case no two hosts' records and no two phones
 * have the same. Thread-safe.
 */
final class KnownKeys {
    private static final List<HostIdentity> IDENTITIES = new ArrayList<>();
    private static final Map<String, DeviceKey> PHONES = new ConcurrentHashMap<>();

    private KnownKeys() {
    }

    /** Identities for one case, each another one. */
    static Supplier<HostIdentity> identities() {
        AtomicInteger taken = new AtomicInteger();
        return () -> identity(taken.getAndIncrement());
    }

    private static synchronized HostIdentity identity(int number) {
        while (IDENTITIES.size() <= number) {
            IDENTITIES.add(HostIdentity.generate());
        }
        return IDENTITIES.get(number);
    }

    /** The first key of each phone; one that an erased phone makes later is kept by its lab alone. */
    static DeviceKeyStore ofPhones(String... personalities) {
        return Stream.of(personalities).anyMatch(p -> p.contains("key-bits")) ? DeviceKeyStore.none() : new DeviceKeyStore() {
            @Override
            public Optional<DeviceKey> load(String udid) {
                return Optional.ofNullable(PHONES.get(udid));
            }

            @Override
            public void save(String udid, DeviceKey key) {
                PHONES.putIfAbsent(udid, key);
            }
        };
    }
}
