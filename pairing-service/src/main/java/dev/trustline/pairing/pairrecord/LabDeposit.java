package dev.trustline.pairing.pairrecord;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.HostIdDeposit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * HostIDs sealed by AES-256-GCM under a key that is derived from the lab's. The associated data is device, host and
 * fingerprint, so a text serves for that one trust alone. The nonce is derived from all that is sealed: the same deposit is the
 * same text, and many hosts share the key without a counter. Layout: version 1, nonce, ciphertext with tag; Base64. Thread-safe.
 */
public final class LabDeposit implements HostIdDeposit {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final String HMAC = "HmacSHA256";

    private final SecretKey sealing;
    private final SecretKey nonces;

    private LabDeposit(SecretKey labKey) {
        this.sealing = derived(labKey, "trustline host-id deposit 1: sealing", "AES");
        this.nonces = derived(labKey, "trustline host-id deposit 1: nonces", HMAC);
    }

    /** With this key of the lab; without one nothing is left with the lab. */
    public static HostIdDeposit under(Optional<SecretKey> labKey) {
        return labKey.<HostIdDeposit>map(LabDeposit::new).orElse(NONE);
    }

    @Override
    public boolean hasKey() {
        return true;
    }

    @Override
    public Optional<String> seal(Udid udid, String host, PairRecord record) {
        byte[] label = label(udid, host, record.fingerprint());
        byte[] content = record.hostId().getBytes(StandardCharsets.UTF_8);
        byte[] nonce = Arrays.copyOf(hmac(nonces, ByteBuffer.allocate(label.length + content.length).put(label).put(content).array()), NONCE);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, label, content).orElseThrow();
        String text = Base64.getEncoder().encodeToString(ByteBuffer.allocate(1 + NONCE + sealed.length).put(VERSION).put(nonce).put(sealed).array());
        return Optional.of(text).filter(RecordFacts::isSealed);
    }

    @Override
    public Optional<HostId> open(Udid udid, String host, String fingerprint, String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= 1 + NONCE + TAG || bytes[0] != VERSION) {
            return Optional.empty();
        }
        return crypt(Cipher.DECRYPT_MODE, Arrays.copyOfRange(bytes, 1, 1 + NONCE), label(udid, host, fingerprint), Arrays.copyOfRange(bytes, 1 + NONCE, bytes.length))
                .map(content -> new HostId(new String(content, StandardCharsets.UTF_8)));
    }

    /** None of its parts can hold a zero byte. */
    private static byte[] label(Udid udid, String host, String fingerprint) {
        return (udid.value() + "\0" + host + "\0" + fingerprint + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** Empty if it was not sealed so. */
    private Optional<byte[]> crypt(int mode, byte[] nonce, byte[] label, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(TAG * 8, nonce));
            cipher.updateAAD(label);
            return Optional.of(cipher.doFinal(content));
        } catch (javax.crypto.AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private static SecretKey derived(SecretKey labKey, String purpose, String algorithm) {
        return new SecretKeySpec(hmac(labKey, purpose.getBytes(StandardCharsets.US_ASCII)), algorithm);
    }

    private static byte[] hmac(SecretKey key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getEncoded(), HMAC));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
