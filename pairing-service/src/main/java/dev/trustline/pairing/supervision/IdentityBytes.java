package dev.trustline.pairing.supervision;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.pairing.supervision.SupervisionFile.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the two files of a supervision identity hold, until it is cleared. Used by one thread. */
final class IdentityBytes {
    private static final int LARGEST_IDENTITY = 1 << 20;
    private static final int LONGEST_PASSWORD = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final String IDENTITY = "pairing.supervision-identity ";
    private static final String PASSWORD = "pairing.supervision-password-file ";

    private final Path file;
    private final byte[] pkcs12;
    private final byte[] password;

    private IdentityBytes(Path file, byte[] pkcs12, byte[] password) {
        this.file = file;
        this.pkcs12 = pkcs12;
        this.password = password;
    }

    static IdentityBytes of(Path file, Optional<Path> passwordFile) throws Unusable {
        byte[] pkcs12 = read(IDENTITY, file, LARGEST_IDENTITY);
        byte[] password = passwordFile.isPresent() ? withoutLineEnd(read(PASSWORD, passwordFile.get(), LONGEST_PASSWORD)) : new byte[0];
        return new IdentityBytes(file, pkcs12, password);
    }

    private static byte[] read(String what, Path file, int largest) throws Unusable {
        if (!Files.isRegularFile(file)) {
            throw new Unusable(what + file + " is " + (Files.exists(file) ? "no regular file" : "not there"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new Unusable(what + file + " may be read by others; chmod 600 it");
            }
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new Unusable(what + file + " is larger than " + largest + " bytes");
            }
            return bytes;
        } catch (Unusable e) {
            throw e;
        } catch (IOException e) {
            throw new Unusable(what + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** As an editor or {@code echo} ends it. */
    private static byte[] withoutLineEnd(byte[] text) {
        int end = text.length;
        if (end > 0 && text[end - 1] == '\n') {
            end -= end > 1 && text[end - 2] == '\r' ? 2 : 1;
        }
        byte[] line = Arrays.copyOf(text, end);
        Arrays.fill(text, (byte) 0);
        return line;
    }

    SupervisionIdentity identity() throws Unusable {
        char[] characters = characters();
        try {
            return SupervisionIdentity.read(pkcs12, characters);
        } catch (UnusableKeyMaterial e) {
            throw new Unusable(IDENTITY + file + ": " + e.getMessage()
                    + (characters.length == 0 ? " (it was opened with an empty password: give one in pairing.supervision-password-file)" : ""));
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private char[] characters() throws Unusable {
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(password));
            char[] characters = new char[decoded.remaining()];
            decoded.get(characters);
            Arrays.fill(decoded.array(), '\0');
            return characters;
        } catch (CharacterCodingException e) {
            throw new Unusable(PASSWORD.strip() + " names a file that is not UTF-8");
        }
    }

    /** Tells whether anything has changed. */
    byte[] digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(pkcs12);
            digest.update(password);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a platform without SHA-256", e);
        }
    }

    void clear() {
        Arrays.fill(password, (byte) 0);
        Arrays.fill(pkcs12, (byte) 0);
    }

    @Override
    public String toString() {
        return "IdentityBytes[***]";
    }
}
