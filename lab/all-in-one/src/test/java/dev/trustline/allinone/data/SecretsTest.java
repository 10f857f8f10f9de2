package dev.trustline.allinone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.allinone.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path temp;

    @Test
    void aKeyHasThirtyTwoBytesIsKeptAndIsReadableByItsOwnerAlone() throws Exception {
        try (DataFolder data = DataFolder.open(temp)) {
            Path file = Secrets.in(data).key("vault.key");

            assertThat(Base64.getDecoder().decode(Secrets.read(file))).hasSize(32);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            String before = Secrets.read(file);
            assertThat(Secrets.read(Secrets.in(data).key("vault.key"))).isEqualTo(before);
        }
    }

    @Test
    void anEmptySecretIsRefused() throws Exception {
        Path empty = Files.createFile(temp.resolve("empty"));

        Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Secrets.read(empty)).isInstanceOf(StartFailure.class).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Secrets.read(temp.resolve("missing"))).isInstanceOf(StartFailure.class).hasMessageContaining("There is no file");
        assertThatThrownBy(() -> Secrets.read(temp)).isInstanceOf(StartFailure.class).hasMessageContaining("There is no file");
    }

    @Test
    void aSecretThatEveryUserMayReadIsRefusedWithWhatMendsIt() throws Exception {
        Path open = Files.writeString(temp.resolve("open"), "hunter2");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Secrets.read(open)).isInstanceOf(StartFailure.class).hasMessageContaining("chmod 600 " + open);
    }
}
