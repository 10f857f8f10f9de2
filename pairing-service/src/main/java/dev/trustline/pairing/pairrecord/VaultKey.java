package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key file: 32 bytes in Base64 a line, outside the vault's folder, readable by its owner alone. The vault's may hold several
 * lines while its key is exchanged: the first one seals. Everything else is refused before the service starts.
 */
public final class VaultKey {
    private static final int BYTES = 32;
    private static final int MOST_LINES = 8;
    private static final long LARGEST = 4096;
    private static final String MAKE_ONE = "make one: head -c 32 /dev/urandom | base64";
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private VaultKey() {
    }

    /**
     * Reads a file of one key.
     *
     * @param file  the key file
     * @param vault the folder that it must not lie in
     * @throws UnusableKey with what to do
     */
    public static SecretKey read(Path file, Path vault) throws UnusableKey {
        KeyRing ring = ring(file, vault);
        if (ring.holdsOlder()) {
            throw new UnusableKey("the key file " + file + " holds several keys where there can be only one; leave its first line alone in it");
        }
        return ring.current().key();
    }

    /**
     * Reads a file of one key, or of several while they are exchanged.
     *
     * @param file  the key file
     * @param vault the folder that it must not lie in
     * @throws UnusableKey with what to do
     */
    public static KeyRing ring(Path file, Path vault) throws UnusableKey {
        try {
            Path real = file.toRealPath();
            if (Files.exists(vault) && real.startsWith(vault.toRealPath())) {
                throw new UnusableKey("the key file " + file + " lies inside the vault " + vault + ": a copy of the vault would carry its key; keep it elsewhere");
            }
            checkAccess(file, real);
            if (Files.size(real) > LARGEST) {
                throw new UnusableKey("the key file " + file + " is no key file: it is larger than " + LARGEST + " bytes; " + MAKE_ONE);
            }
            List<String> lines = Files.readString(real).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
            if (lines.isEmpty() || lines.size() > MOST_LINES) {
                throw new UnusableKey("the key file " + file + " holds " + lines.size() + " keys instead of 1 to " + MOST_LINES + "; " + MAKE_ONE);
            }
            List<SecretKey> keys = new ArrayList<>();
            for (String line : lines) {
                keys.add(key(file, line));
            }
            return KeyRing.of(keys);
        } catch (IOException e) {
            throw new UnusableKey("the key file " + file + " cannot be read (" + e.getClass().getSimpleName() + "); " + MAKE_ONE + " > FILE && chmod 600 FILE");
        }
    }

    private static SecretKey key(Path file, String line) throws UnusableKey {
        try {
            byte[] key = Base64.getDecoder().decode(line);
            if (key.length != BYTES) {
                throw new UnusableKey("the key file " + file + " holds " + key.length + " bytes instead of 32; " + MAKE_ONE);
            }
            SecretKey secret = new SecretKeySpec(key, "AES");
            Arrays.fill(key, (byte) 0);
            return secret;
        } catch (IllegalArgumentException e) {
            throw new UnusableKey("the key file " + file + " is not Base64; " + MAKE_ONE);
        }
    }

    /** What a key file with these keys holds. */
    static byte[] text(KeyRing keys) {
        StringBuilder text = new StringBuilder();
        keys.all().forEach(k -> text.append(Base64.getEncoder().encodeToString(k.key().getEncoded())).append('\n'));
        return text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static void checkAccess(Path file, Path real) throws IOException, UnusableKey {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(real);
        if (!OWNER_ONLY.containsAll(granted)) {
            throw new UnusableKey("the key file " + file + " may be read by others; chmod 600 it");
        }
        String owner = Files.getOwner(real).getName();
        String me = System.getProperty("user.name");
        if (!owner.equals(me) && !owner.equals("root")) {
            throw new UnusableKey("the key file " + file + " belongs to " + owner + " and this service runs as " + me + "; chown it");
        }
    }

    /** The key file cannot be used; the message says what to do, never what it holds. */
    public static final class UnusableKey extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableKey(String message) {
            super(message);
        }
    }
}
