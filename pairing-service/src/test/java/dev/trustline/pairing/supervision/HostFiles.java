package dev.trustline.pairing.supervision;

import dev.trustline.lockdown.fake.Organisation;
import dev.trustline.pairing.handshake.Supervision.NotSupervised;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;

/** The two files of an organisation that a host is given. */
public final class HostFiles {
    static final String PASSWORD = new String(Organisation.PASSWORD);

    private HostFiles() {
    }

    /** A file that only its owner may read. */
    static Path secret(Path file, byte[] content) throws Exception {
        Files.write(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Both, as {@code organisation.p12} and {@code organisation.password}. */
    public static SupervisionFile of(Organisation organisation, Path folder, NotSupervised otherwise) throws Exception {
        return new SupervisionFile(secret(folder.resolve("organisation.p12"), organisation.pkcs12()),
                Optional.of(secret(folder.resolve("organisation.password"), (PASSWORD + "\n").getBytes(StandardCharsets.US_ASCII))), otherwise, Clock.systemUTC());
    }
}
