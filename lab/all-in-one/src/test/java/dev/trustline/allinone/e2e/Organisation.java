package dev.trustline.allinone.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An organisation that supervises phones: a file of PKCS#12 for the host and a certificate for the phones, made by the JDK's
 * keytool. Immutable.
 */
final class Organisation {
    /** Stands for the folder of the certificates in a phone's personality. */
    static final String FOLDER = "{organisations}";
    /** A phone of the organisation whose identity the lab's own host has. */
    static final String SUPERVISED = "supervised-by=" + FOLDER + "/rsa.der";
    /** A phone of the one whose identity {@link RunningLab#ASKING} has. */
    static final String SUPERVISED_BY_ANOTHER = "supervised-by=" + FOLDER + "/ec.der";
    private static final String PASSWORD = "a-test-only";

    private final Path identity;
    private final Path pem;
    private final Path password;

    private Organisation(Path identity, Path pem, Path password) {
        this.identity = identity;
        this.pem = pem;
        this.password = password;
    }

    /** Makes one with keys of that kind, {@code rsa} or {@code ec}. */
    static Organisation make(Path folder, String kind) throws IOException, InterruptedException {
        Path identity = folder.resolve(kind + ".p12");
        keytool("-genkeypair", "-keyalg", kind.toUpperCase(java.util.Locale.ROOT), "-keystore", identity.toString(), "-storetype", "PKCS12",
                "-dname", "CN=Organisation", "-validity", "3650");
        keytool("-exportcert", "-keystore", identity.toString(), "-file", folder.resolve(kind + ".der").toString());
        Path password = Files.writeString(folder.resolve(kind + ".password"), PASSWORD);
        Path pem = Files.writeString(folder.resolve(kind + ".pem"), pem(identity));
        for (Path file : List.of(identity, pem, password)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return new Organisation(identity, pem, password);
    }

    /** Key and certificate as a tool wants them that reads no PKCS#12. */
    private static String pem(Path identity) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(identity.toFile(), PASSWORD.toCharArray());
            return block("PRIVATE KEY", store.getKey("organisation", PASSWORD.toCharArray()).getEncoded())
                    + block("CERTIFICATE", store.getCertificate("organisation").getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(identity + " cannot be read", e);
        }
    }

    private static String block(String name, byte[] der) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + name + "-----\n";
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "organisation", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool did not do " + arguments[0]);
        }
    }

    /** What makes a pairing-service use it. */
    Map<String, String> environment() {
        return Map.of("PAIRING_SUPERVISION_IDENTITY", identity.toString(), "PAIRING_SUPERVISION_PASSWORD_FILE", password.toString());
    }

    /** What a tool is told that pairs as this organisation does, by the words of its command. */
    Map<String, String> words() {
        return Map.of("P12", identity.toString(), "PEM", pem.toString(), "PASSWORD", PASSWORD);
    }
}
