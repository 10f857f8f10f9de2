package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.Vault;
import dev.trustline.pairing.handshake.VaultEntry;
import dev.trustline.pairing.pairrecord.FileVault;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultHealthTest {
    private static final Udid UDID = Udid.parse("00008110-0000000000000001");

    @TempDir
    Path folder;

    private FileVault vault() throws Exception {
        return new FileVault(folder, "bench-7", new SecretKeySpec(new byte[32], "AES"));
    }

    @Test
    void anEntryThatCannotBeUsedIsToldOfHereAloneUntilItIsMended() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        Path file = folder.resolve(UDID + ".vault");
        byte[] good = Files.readAllBytes(file);
        Files.write(file, new byte[] {1, 2, 3});
        FileVault vault = vault();
        VaultHealth health = new VaultHealth(vault);

        Vault.VaultUnusable failure = catchThrowableOfType(Vault.VaultUnusable.class, () -> vault.load(UDID));
        assertThat(health.tells(failure)).isTrue();
        assertThat(health.problems()).singleElement().satisfies(p -> assertThat(p.detail()).contains("1 vault entries", file.toString(), "put back a copy"));
        assertThat(health.tells(new Vault.VaultUnusable(file + " cannot be written", null))).as("what is not told of").isFalse();

        Files.write(file, good);
        vault.tend();
        assertThat(health.problems()).isEmpty();
        assertThat(health.tells(failure)).isFalse();
    }
}
