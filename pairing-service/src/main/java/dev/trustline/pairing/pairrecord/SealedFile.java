package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens files with AES-256-GCM: the content with a data key that is made for this one writing, the data key with
 * the key of the key file. Both carry the label, which says whose file it is, as associated data: no file can stand in for
 * another, nor lend it its data key. Another key needs the data key wrapped anew only. Thread-safe.
 */
final class SealedFile {
    /** An entry with two records and 1,000 answered commands has 60 KiB. */
    static final int LARGEST = 256 * 1024;
    private static final int DATA_KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final KeyRing keys;
    private final SecureRandom random;

    SealedFile(KeyRing keys) {
        this(keys, new SecureRandom());
    }

    SealedFile(KeyRing keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /** Content in clear, and the label that it was sealed with. */
    record Opened(String label, byte[] content) {
        @Override
        public String toString() {
            return "Opened[" + content.length + " bytes]";
        }
    }

    /**
     * The bytes of a file that may be a sealed one.
     *
     * @throws Damaged if it is larger than any
     */
    static byte[] read(Path file) throws IOException, Damaged {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Damaged("it is larger than " + LARGEST / 1024 + " KiB", false);
            }
            return bytes;
        }
    }

    byte[] seal(String label, byte[] content) {
        byte[] dataKey = randomBytes(DATA_KEY_BYTES);
        try {
            byte[] nonce = randomBytes(SealedLayout.NONCE_BYTES);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, aes(dataKey), nonce, label).doFinal(content);
            byte[] file = wrapped(label, dataKey, nonce, sealed).bytes();
            if (file.length > LARGEST) {
                throw new IllegalStateException("a sealed file would be larger than " + LARGEST / 1024 + " KiB");
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw noGcm(e);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private SealedLayout wrapped(String label, byte[] dataKey, byte[] nonce, byte[] sealed) throws GeneralSecurityException {
        byte[] wrapNonce = randomBytes(SealedLayout.NONCE_BYTES);
        SealingKey key = keys.current();
        byte[] wrapped = cipher(Cipher.ENCRYPT_MODE, key.key(), wrapNonce, wrapLabel(label)).doFinal(dataKey);
        return new SealedLayout(2, label, key.idBytes(), wrapNonce, wrapped, nonce, sealed);
    }

    Opened open(byte[] file) throws Damaged {
        SealedLayout layout = SealedLayout.parse(file);
        return layout.version() == 1 ? openFirstVersion(layout) : openSecondVersion(layout);
    }

    private Opened openFirstVersion(SealedLayout layout) throws Damaged {
        Damaged first = null;
        for (SealingKey key : keys.all()) {
            try {
                return opened(layout, key.key());
            } catch (Damaged e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    private Opened openSecondVersion(SealedLayout layout) throws Damaged {
        byte[] dataKey = dataKey(layout);
        try {
            return opened(layout, aes(dataKey));
        } catch (Damaged e) {
            throw new Damaged(e.isTorn() ? "it is torn" : "a bit has changed", false);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private byte[] dataKey(SealedLayout layout) throws Damaged {
        SealingKey key = keys.named(layout.keyId()).orElseThrow(() -> new Damaged(
                "the key is another one: it is sealed by key " + layout.keyName() + ", and the key file holds " + keys.names(), true));
        try {
            return cipher(Cipher.DECRYPT_MODE, key.key(), layout.wrapNonce(), wrapLabel(layout.label())).doFinal(layout.wrapped());
        } catch (AEADBadTagException e) {
            throw new Damaged("a bit has changed", false);
        } catch (GeneralSecurityException e) {
            throw Damaged.torn();
        }
    }

    private static Opened opened(SealedLayout layout, SecretKey key) throws Damaged {
        if (layout.content().length < TAG_BITS / Byte.SIZE) {
            throw Damaged.torn();
        }
        try {
            return new Opened(layout.label(), cipher(Cipher.DECRYPT_MODE, key, layout.nonce(), layout.label()).doFinal(layout.content()));
        } catch (AEADBadTagException e) {
            throw new Damaged("the key is another one, or a bit has changed", true);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Damaged.torn();
        }
    }

    /** Whether it is of the newest version and sealed by the key that seals. */
    boolean isCurrent(byte[] file) throws Damaged {
        SealedLayout layout = SealedLayout.parse(file);
        return layout.version() == 2 && keys.current().isNamed(layout.keyId());
    }

    /**
     * The same content under the key that seals. Only the data key is wrapped anew, unless it is of the first version.
     *
     * @throws Damaged if it cannot be opened: then there is nothing to wrap
     */
    byte[] rewrapped(byte[] file) throws Damaged {
        Opened opened = open(file);
        SealedLayout layout = SealedLayout.parse(file);
        if (layout.version() == 1) {
            return seal(opened.label(), opened.content());
        }
        byte[] dataKey = dataKey(layout);
        try {
            return wrapped(layout.label(), dataKey, layout.nonce(), layout.content()).bytes();
        } catch (GeneralSecurityException e) {
            throw noGcm(e);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private static String wrapLabel(String label) {
        return "wrap\n" + label;
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SecretKey aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String label) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static IllegalStateException noGcm(GeneralSecurityException e) {
        return new IllegalStateException("AES-256-GCM is not to be had in this JVM", e);
    }

    /** The file cannot be opened; says why, never what is in it. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;
        private static final String TORN = "it is torn";

        private final boolean otherKey;

        /**
         * A file that cannot be opened.
         *
         * @param otherKey whether another key may be all that is missing
         */
        Damaged(String why, boolean otherKey) {
            super(why);
            this.otherKey = otherKey;
        }

        static Damaged torn() {
            return new Damaged(TORN, false);
        }

        boolean isOtherKey() {
            return otherKey;
        }

        boolean isTorn() {
            return TORN.equals(getMessage());
        }
    }
}
