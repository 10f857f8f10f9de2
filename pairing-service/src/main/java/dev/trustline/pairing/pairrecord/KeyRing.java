package dev.trustline.pairing.pairrecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * The keys of one key file: the first one seals, all of them open. There is more than one only while they are exchanged.
 * Immutable, thread-safe; its text shows names only.
 */
public final class KeyRing {
    private final List<SealingKey> keys;

    private KeyRing(List<SealingKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A ring of these keys, the one that seals first; the same key twice is one. */
    public static KeyRing of(List<SecretKey> secrets) {
        List<SealingKey> keys = new ArrayList<>();
        for (SecretKey secret : secrets) {
            SealingKey key = SealingKey.of(secret);
            if (keys.stream().noneMatch(key::isSameAs)) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key ring without a key");
        }
        return new KeyRing(keys);
    }

    /** A ring of one key. */
    public static KeyRing of(SecretKey only) {
        return of(List.of(only));
    }

    /** The key that seals. */
    SealingKey current() {
        return keys.get(0);
    }

    List<SealingKey> all() {
        return keys;
    }

    Optional<SealingKey> named(byte[] id) {
        return keys.stream().filter(k -> k.isNamed(id)).findFirst();
    }

    /** Whether keys are being exchanged. */
    boolean holdsOlder() {
        return keys.size() > 1;
    }

    /** The same, with this key in front. */
    KeyRing sealingWith(SecretKey next) {
        return of(Stream.concat(Stream.of(next), keys.stream().map(SealingKey::key)).toList());
    }

    /** The key that seals, alone. */
    KeyRing currentAlone() {
        return new KeyRing(keys.subList(0, 1));
    }

    /** The names of the keys, for a person. */
    public String names() {
        return keys.stream().map(SealingKey::id).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "KeyRing[" + names() + "]";
    }
}
