package dev.trustline.allinone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.allinone.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temp;

    @Test
    void aNewFolderBelongsToItsOwnerAlone() throws Exception {
        try (DataFolder data = DataFolder.open(temp.resolve("lab"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root()))).isEqualTo("rwx------");
        }
    }

    @Test
    void twoLaunchersNeverShareAFolder() throws Exception {
        try (DataFolder first = DataFolder.open(temp)) {
            assertThatThrownBy(() -> DataFolder.open(temp)).isInstanceOf(StartFailure.class).hasMessageContaining("in use by another `trustline up`");
            assertThat(first.root()).isEqualTo(temp.toAbsolutePath());
        }
        DataFolder.open(temp).close();
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file)).isInstanceOf(StartFailure.class).hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below"))).isInstanceOf(StartFailure.class).hasMessageContaining("cannot be created");
    }
}
