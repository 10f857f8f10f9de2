package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that the vault is encrypted with: 32 bytes in Base64 in a file of its own, outside the vault's folder, readable by
 * its owner alone. Everything else is refused before the service starts.
 */
public final class VaultKey {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private VaultKey() {
    }

    /**
     * Reads the key.
     *
     * @param file  the key file
     * @param vault the folder that it must not lie in
     * @throws UnusableKey with what to do
     */
    public static SecretKey read(Path file, Path vault) throws UnusableKey {
        try {
            Path real = file.toRealPath();
            if (Files.exists(vault) && real.startsWith(vault.toRealPath())) {
                throw new UnusableKey("the key file " + file + " lies inside the vault " + vault + ": a copy of the vault would carry its key; keep it elsewhere");
            }
            checkAccess(file, real);
            byte[] key = Base64.getDecoder().decode(Files.readString(real).strip());
            if (key.length != BYTES) {
                throw new UnusableKey("the key file " + file + " holds " + key.length + " bytes instead of 32; make one: head -c 32 /dev/urandom | base64");
            }
            SecretKey secret = new SecretKeySpec(key, "AES");
            Arrays.fill(key, (byte) 0);
            return secret;
        } catch (IllegalArgumentException e) {
            throw new UnusableKey("the key file " + file + " is not Base64; make one: head -c 32 /dev/urandom | base64");
        } catch (IOException e) {
            throw new UnusableKey("the key file " + file + " cannot be read (" + e.getClass().getSimpleName() + "); make one: head -c 32 /dev/urandom | base64 > FILE && chmod 600 FILE");
        }
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
