package dev.trustline.pairing.vaultcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.VaultEntry;
import dev.trustline.pairing.pairrecord.FileVault;
import dev.trustline.pairing.pairrecord.VaultKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandTest {
    private static final Udid PHONE = new Udid("00008110-001A2B3C4D5E6F70");

    @TempDir
    Path folder;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path data;
    private Path keyFile;

    @BeforeEach
    void aVault() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        keyFile = key("vault.key", 1);
        vault().save(VaultEntry.blank(PHONE).beginAttempt());
    }

    private FileVault vault() throws Exception {
        return new FileVault(data.resolve("vault"), "bench-7", VaultKey.ring(keyFile, data));
    }

    private Path key(String name, int seed) throws IOException {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        Path file = Files.writeString(folder.resolve(name), Base64.getEncoder().encodeToString(bytes));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private int run(String... words) {
        said.reset();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new VaultCommand(out, out, Map.of("PAIRING_DATA_DIR", data.toString(), "PAIRING_VAULT_KEY_FILE", keyFile.toString())).run(List.of(words));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void statusTellsEachFileAndTheExitCodeTellsWhetherAllOpen() throws Exception {
        assertThat(run("status")).isZero();
        assertThat(said()).contains("vault/" + PHONE + ".vault", "v2", "generation 1: opens", "1 file(s), 0 of them unusable");
        Files.write(data.resolve("vault").resolve(PHONE + ".vault"), new byte[] {1});
        assertThat(run("status")).isEqualTo(1);
        assertThat(said()).contains("no vault file", "1 of them unusable");
    }

    @Test
    void rotateExchangesTheKeyAndItsNextStatusIsWell() throws Exception {
        Path next = key("next.key", 2);
        assertThat(run("rotate", "--new-key", next.toString())).isZero();
        assertThat(said()).contains("1 file(s) sealed anew");
        assertThat(Files.readString(keyFile).strip()).isEqualTo(Files.readString(next));
        assertThat(run("status")).isZero();
        assertThat(vault().load(PHONE).attempt()).isEqualTo(1);
    }

    @Test
    void anOlderEntryCanBeAccepted() throws Exception {
        Path file = data.resolve("vault").resolve(PHONE + ".vault");
        byte[] old = Files.readAllBytes(file);
        vault().save(vault().load(PHONE).endAttempt());
        Files.write(file, old);
        assertThat(run("status")).isEqualTo(1);
        assertThat(run("accept", PHONE.value())).isZero();
        assertThat(run("status")).isZero();
        assertThat(vault().load(PHONE).open()).isTrue();
    }

    @Test
    void nonsenseIsAnsweredWithTheUsage() {
        assertThat(run("explode")).isEqualTo(2);
        assertThat(said()).contains("vault status", "vault rotate", "vault accept UDID");
        assertThat(run("accept", "not-a-udid")).isEqualTo(2);
        assertThat(run("rotate", "--new-key", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(said()).contains("cannot be read");
    }
}
