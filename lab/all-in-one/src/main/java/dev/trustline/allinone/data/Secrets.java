package dev.trustline.allinone.data;

import dev.trustline.allinone.process.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that are made once per lab and kept in files of mode 0600, outside every service's own folder. Stateless. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_LENGTH = 16;

    private final Path folder;

    private Secrets(Path folder) {
        this.folder = folder;
    }

    /** The secrets of that data folder. */
    public static Secrets in(DataFolder data) throws StartFailure {
        return new Secrets(data.folder("secrets"));
    }

    /** A file with 32 random bytes in Base64, made if it is not there. */
    public Path key(String name) throws StartFailure {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return kept(name, Base64.getEncoder().encodeToString(bytes));
    }

    /** A file with a password that a person can type, made if it is not there. */
    public Path password(String name) throws StartFailure {
        StringBuilder text = new StringBuilder();
        while (text.length() < PASSWORD_LENGTH) {
            text.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return kept(name, text.toString());
    }

    /**
     * The first line of a secret's file.
     *
     * @throws StartFailure if there is no such file, it is empty, or every user of this machine may read it
     */
    public static String read(Path file) throws StartFailure {
        try {
            if (!Files.isRegularFile(file)) {
                throw new StartFailure("There is no file " + file + ": it must hold the secret in its first line.");
            }
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new StartFailure("The file " + file + " may be read by every user of this machine: chmod 600 " + file + ".");
            }
            return Files.readString(file).lines().findFirst().map(String::strip).filter(s -> !s.isEmpty())
                    .orElseThrow(() -> new StartFailure("The file " + file + " is empty: it must hold the secret in its first line."));
        } catch (IOException e) {
            throw new StartFailure("The file " + file + " cannot be read: make it yours, with mode 600.", e);
        }
    }

    private Path kept(String name, String secret) throws StartFailure {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            read(file);
            return file;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, secret.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
            return file;
        } catch (IOException e) {
            throw new StartFailure("The secret " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
