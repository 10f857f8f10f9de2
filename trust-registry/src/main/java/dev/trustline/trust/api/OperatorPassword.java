package dev.trustline.trust.api;

import dev.trustline.trust.TrustConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The password of user {@code operator}, read from its file at start; without it the service refuses to start, because
 * nothing is open without authentication. Only a hash is kept. Thread-safe.
 */
@ApplicationScoped
@Startup
public class OperatorPassword {

    /** The only user there is. */
    static final String USER = "operator";

    private static final String KEY = "trust-registry.operator-password-file";

    private final byte[] hash;

    public OperatorPassword(TrustConfig config) {
        Path file = config.operatorPasswordFile().orElseThrow(() -> new IllegalStateException(
                KEY + " is not set: name a file that holds the password of user operator"));
        this.hash = sha256(read(file).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this is the user and the password. Takes the same time for every wrong password. */
    boolean matches(String user, char[] password) {
        byte[] given = sha256(new String(password).getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(given, hash) & USER.equals(user);
    }

    private static String read(Path file) {
        try {
            String password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw new IllegalStateException(KEY + ": the file is empty");
            }
            return password;
        } catch (IOException e) {
            throw new IllegalStateException(KEY + ": the file cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            Arrays.fill(bytes, (byte) 0);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "OperatorPassword[secret]";
    }
}
