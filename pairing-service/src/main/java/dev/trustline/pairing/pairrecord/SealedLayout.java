package dev.trustline.pairing.pairrecord;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * How a sealed file lies on disk. Version 2: {@code TLV2}, the label in clear, the name of the key (8 bytes), a nonce (12), the
 * wrapped data key (48), a nonce (12), the sealed content. Version 1, which is only read: {@code TLV1}, label, nonce, content
 * sealed with the key itself.
 *
 * @param version 1 or 2
 * @param label   whose file it is; authenticated by the seal
 * @param keyId   names the key; empty in version 1
 * @param wrapNonce of the data key; empty in version 1
 * @param wrapped the data key; empty in version 1
 * @param nonce   of the content
 * @param content sealed
 */
record SealedLayout(int version, String label, byte[] keyId, byte[] wrapNonce, byte[] wrapped, byte[] nonce, byte[] content) {
    static final int NONCE_BYTES = 12;
    static final int WRAPPED_BYTES = 48;
    private static final int MAGIC_BYTES = 4;
    private static final int LONGEST_LABEL = 1024;
    private static final byte[] NONE = {};

    static SealedLayout parse(byte[] file) throws SealedFile.Damaged {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            String magic = new String(in.readNBytes(MAGIC_BYTES), StandardCharsets.ISO_8859_1);
            if (!magic.equals("TLV1") && !magic.equals("TLV2")) {
                throw new SealedFile.Damaged("it is no vault file of a version that is known here", false);
            }
            String label = in.readUTF();
            if (label.length() > LONGEST_LABEL) {
                throw new SealedFile.Damaged("its label is too long", false);
            }
            return magic.equals("TLV1")
                    ? new SealedLayout(1, label, NONE, NONE, NONE, exactly(in, NONCE_BYTES), in.readAllBytes())
                    : new SealedLayout(2, label, exactly(in, SealingKey.ID_BYTES), exactly(in, NONCE_BYTES), exactly(in, WRAPPED_BYTES),
                            exactly(in, NONCE_BYTES), in.readAllBytes());
        } catch (IOException e) {
            throw SealedFile.Damaged.torn();
        }
    }

    private static byte[] exactly(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    /** Version 2, whatever this one was read from. */
    byte[] bytes() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write("TLV2".getBytes(StandardCharsets.US_ASCII));
            out.writeUTF(label);
            out.write(keyId);
            out.write(wrapNonce);
            out.write(wrapped);
            out.write(nonce);
            out.write(content);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("a label that no file can carry", e);
        }
    }

    /** The name of the key that it is sealed with, for a person. */
    String keyName() {
        return version == 1 ? "?" : HexFormat.of().formatHex(keyId);
    }

    @Override
    public String toString() {
        return "SealedLayout[version=" + version + ", key=" + keyName() + "]";
    }
}
