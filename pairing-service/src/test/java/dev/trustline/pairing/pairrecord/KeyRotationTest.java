package dev.trustline.pairing.pairrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.VaultEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
    private static final List<Udid> PHONES = List.of(new Udid("00008110-001A2B3C4D5E6F70"), new Udid("00008110-000000000000000F"));

    @TempDir
    Path folder;
    private Path data;
    private Path keyFile;
    private Path newKey;

    private void aVault(String name) throws Exception {
        data = Files.createDirectories(folder.resolve(name).resolve("data"));
        keyFile = key(name + ".key", 1);
        newKey = key(name + ".new", 2);
        FileVault vault = vault();
        for (Udid phone : PHONES) {
            vault.save(VaultEntry.blank(phone).beginAttempt());
        }
        Files.write(data.resolve("allow-list.sealed"), new SealedFile(ring()).seal("allow-list", new byte[] {7}));
    }

    private Path key(String name, int seed) throws IOException {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        Path file = Files.writeString(folder.resolve(name), Base64.getEncoder().encodeToString(bytes));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static SecretKey secret(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return new SecretKeySpec(bytes, "AES");
    }

    private KeyRing ring() throws Exception {
        return VaultKey.ring(keyFile, data);
    }

    private FileVault vault() throws Exception {
        return new FileVault(data.resolve("vault"), "bench-7", ring());
    }

    private void assertEverythingOpens(String when) throws Exception {
        assertThat(VaultInspection.of(data, ring())).as(when).hasSize(3).allSatisfy(r -> assertThat(r.trouble()).isEmpty());
        for (Udid phone : PHONES) {
            assertThat(vault().load(phone).attempt()).as(when).isEqualTo(1);
        }
    }

    private void assertNewKeyAlone() throws Exception {
        assertThat(ring().names()).isEqualTo(SealingKey.of(secret(2)).id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile))).isEqualTo("rw-------");
        assertEverythingOpens("at the end");
    }

    @Test
    void theNewKeyAloneOpensEverythingAndGenerationsAreStillKnown() throws Exception {
        aVault("plain");
        byte[] old = Files.readAllBytes(data.resolve("vault").resolve(PHONES.get(0) + ".vault"));
        vault().save(vault().load(PHONES.get(0)).held("anna"));
        assertThat(new KeyRotation(data, keyFile).run(Optional.of(newKey))).isEqualTo(3);
        assertNewKeyAlone();
        assertThat(new KeyRotation(data, keyFile).run(Optional.of(newKey))).as("once more").isZero();
        Files.write(data.resolve("vault").resolve(PHONES.get(0) + ".vault"), new SealedFile(KeyRing.of(List.of(secret(2), secret(1)))).rewrapped(old));
        assertThat(vault().unusable()).isEmpty();
        assertThatThrownBy(() -> vault().load(PHONES.get(0))).hasMessageContaining("is older by 1 writes");
    }

    @Test
    void aCrashBeforeOrAfterAnyStepLeavesEverythingReadableAndTheNextRunGoesOn() throws Exception {
        for (int step = 1; step <= 6; step++) {
            for (boolean done : new boolean[] {false, true}) {
                aVault("crash-" + step + done);
                String when = "step " + step + " done " + done;
                KeyRotation cutOff = new KeyRotation(data, keyFile, crashingAt(step, done));
                assertThatThrownBy(() -> cutOff.run(Optional.of(newKey))).as(when).hasMessage("crash");
                assertEverythingOpens(when);
                new KeyRotation(data, keyFile).run(Optional.of(newKey));
                assertNewKeyAlone();
            }
        }
    }

    private static KeyRotation.Writer crashingAt(int step, boolean done) {
        AtomicInteger steps = new AtomicInteger();
        return (file, content) -> {
            boolean crash = steps.incrementAndGet() == step;
            if (!crash || done) {
                DurableFiles.replace(file, content);
            }
            if (crash) {
                throw new IOException("crash");
            }
        };
    }

    @Test
    void aFileThatCannotBeOpenedStaysAndKeepsTheOldKey() throws Exception {
        aVault("damaged");
        Path file = data.resolve("vault").resolve(PHONES.get(0) + ".vault");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> new KeyRotation(data, keyFile).run(Optional.of(newKey))).isInstanceOf(KeyRotation.Unfinished.class)
                .hasMessageContaining("the old key is kept").hasMessageContaining(PHONES.get(0).value());
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
        assertThat(ring().names()).isEqualTo(SealingKey.of(secret(2)).id() + ", " + SealingKey.of(secret(1)).id());
        assertThat(vault().load(PHONES.get(1)).attempt()).isEqualTo(1);
        Files.delete(file);
        new KeyRotation(data, keyFile).run(Optional.empty());
        assertThat(ring().holdsOlder()).isFalse();
    }
}
