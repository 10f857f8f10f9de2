package dev.trustline.pairing.pairrecord;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The format of an encrypted file: a magic with a version, the associated data in clear, a nonce of 12 random bytes, and
 * AES-256-GCM over the content. The associated data says whose file it is, so that a file cannot stand in for another.
 * Thread-safe.
 */
final class SealedFile {
    private static final byte[] MAGIC = "TLV1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST_LABEL = 1024;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    SealedFile(SecretKey key) {
        this.key = key;
    }

    /** Content in clear, and the label that it was sealed with. */
    record Opened(String label, byte[] content) {
        @Override
        public String toString() {
            return "Opened[" + label + "]";
        }
    }

    byte[] seal(String label, byte[] content) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, label);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(MAGIC);
            out.writeUTF(label);
            out.write(nonce);
            out.write(cipher.doFinal(content));
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("AES-256-GCM is not to be had in this JVM", e);
        }
    }

    Opened open(byte[] file) throws Damaged {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (!java.util.Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new Damaged("it is no vault file of this version");
            }
            String label = in.readUTF();
            if (label.length() > LONGEST_LABEL) {
                throw new Damaged("its label is too long");
            }
            byte[] nonce = in.readNBytes(NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, label);
            return new Opened(label, cipher.doFinal(in.readAllBytes()));
        } catch (AEADBadTagException e) {
            throw new Damaged("the key is another one, or a bit has changed");
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new Damaged("it is torn");
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String label) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The file cannot be opened; says why, never what is in it. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String why) {
            super(why);
        }
    }
}
