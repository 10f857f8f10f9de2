package dev.trustline.pairing.pairrecord;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * A key of the key file, and the name that files call it by: eight bytes of an HMAC-SHA256 of fixed words under it, which
 * tell nothing of the key. Immutable; its text never shows the key.
 *
 * @param id  16 hex digits
 * @param key 32 bytes, AES
 */
record SealingKey(String id, SecretKey key) {
    static final int ID_BYTES = 8;
    private static final int MAC_BYTES = 8;

    static SealingKey of(SecretKey key) {
        return new SealingKey(HexFormat.of().formatHex(hmac(key, "trustline vault key"), 0, ID_BYTES), key);
    }

    byte[] idBytes() {
        return HexFormat.of().parseHex(id);
    }

    /** 16 hex digits that nobody can write without the key. */
    String mark(String text) {
        return HexFormat.of().formatHex(hmac(key, "trustline mark\n" + text), 0, MAC_BYTES);
    }

    boolean isSameAs(SealingKey other) {
        return MessageDigest.isEqual(key.getEncoded(), other.key.getEncoded());
    }

    private static byte[] hmac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not to be had in this JVM", e);
        }
    }

    /** Whether a file names this key. */
    boolean isNamed(byte[] named) {
        return Arrays.equals(idBytes(), named);
    }

    @Override
    public String toString() {
        return "SealingKey[" + id + "]";
    }
}
