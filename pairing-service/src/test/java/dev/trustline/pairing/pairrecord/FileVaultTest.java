package dev.trustline.pairing.pairrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.pairing.handshake.Vault;
import dev.trustline.pairing.handshake.VaultEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {
    private static final Udid UDID = new Udid("00008110-001A2B3C4D5E6F70");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static PairRecord record;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeARecord() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        SubjectPublicKeyInfo deviceKey = SubjectPublicKeyInfo.getInstance(generator.generateKeyPair().getPublic().getEncoded());
        record = PairingCertificates.issue(HostIdentity.generate(), deviceKey, "A-SYSTEM-BUID", NOON).withEscrowBag(new byte[32]);
    }

    private FileVault vault() throws Exception {
        return new FileVault(folder, "bench-7", KEY);
    }

    @Test
    void aHoldOutlivesARestart() throws Exception {
        vault().save(VaultEntry.blank(UDID).held("anna"));
        assertThat(vault().load(UDID).heldBy()).contains("anna");
        vault().save(vault().load(UDID).released());
        assertThat(vault().load(UDID).isHeld()).isFalse();
    }

    @Test
    void anApprovalOutlivesARestartAndIsForItsAttemptAlone() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt().approved("person:anna"));
        VaultEntry read = vault().load(UDID);
        assertThat(read.approvedBy()).contains("person:anna");
        assertThat(read.endAttempt().approvedBy()).isEmpty();
        assertThat(read.endAttempt().beginAttempt().approvedBy()).isEmpty();
    }

    @Test
    void anEntryIsReadBackByTheNextProcess() throws Exception {
        VaultEntry entry = VaultEntry.blank(UDID).beginAttempt().withCandidate(record)
                .answered("1-0000000007", NOON.plusSeconds(60), NOON);
        vault().save(entry);
        VaultEntry read = vault().load(UDID);
        assertThat(read.candidate()).contains(record);
        assertThat(read.attempt()).isEqualTo(1);
        assertThat(read.open()).isTrue();
        assertThat(read.doneCommands()).containsOnlyKeys("1-0000000007");
        VaultEntry.GoodRecord good = new VaultEntry.GoodRecord(record, RecordFacts.Origin.PAIRED, NOON, true, false);
        vault().save(read.proven(good));
        assertThat(vault().load(UDID).good()).contains(good);
        assertThat(vault().load(UDID).candidate()).isEmpty();
    }

    @Test
    void nothingSecretIsReadableOnDiskAndOnlyTheOwnerMayLook() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt().withCandidate(record));
        Path file = folder.resolve(UDID + ".vault");
        String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(raw).doesNotContain("PRIVATE KEY", record.hostId(), "A-SYSTEM-BUID", "bplist");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFlippedBitATornFileAndAnotherKeyAreSaidAndNothingIsOverwritten() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt().withCandidate(record));
        Path file = folder.resolve(UDID + ".vault");
        byte[] good = Files.readAllBytes(file);
        byte[] flipped = good.clone();
        flipped[good.length - 1] ^= 1;
        Files.write(file, flipped);
        assertUnusable("a bit has changed");
        Files.write(file, java.util.Arrays.copyOf(good, good.length / 2));
        assertUnusable("cannot be opened");
        Files.write(file, new byte[] {1, 2, 3});
        assertUnusable("no vault file");
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
        Files.write(file, good);
        FileVault otherKey = new FileVault(folder, "bench-7", new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES"));
        assertThatThrownBy(() -> otherKey.load(UDID)).isInstanceOf(Vault.VaultUnusable.class).hasMessageContaining("the key is another one");
        Udid other = new Udid("00008110-000000000000000F");
        vault().save(VaultEntry.blank(other).beginAttempt());
        assertThat(vault().load(other).attempt()).isEqualTo(1);
    }

    @Test
    void aFileOfAnotherDeviceOrHostIsRefused() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        Udid other = new Udid("00008110-000000000000000F");
        Files.copy(folder.resolve(UDID + ".vault"), folder.resolve(other + ".vault"));
        assertThatThrownBy(() -> vault().load(other)).isInstanceOf(Vault.VaultUnusable.class).hasMessageContaining("belongs to " + UDID);
        FileVault otherHost = new FileVault(folder, "bench-8", KEY);
        assertThatThrownBy(() -> otherHost.load(UDID)).isInstanceOf(Vault.VaultUnusable.class).hasMessageContaining("on bench-7");
    }

    @Test
    void anIdentityIsGivenOnceAndIsGoneFromDiskBeforeItIsUsed() throws Exception {
        IdentityPool pool = new IdentityPool(folder.resolve("pool"), 1, KEY);
        Thread filler = new Thread(() -> pool.fill(() -> { }));
        filler.start();
        org.awaitility.Awaitility.await().until(() -> pool.available() == 1);
        filler.interrupt();
        filler.join();
        IdentityPool afterRestart = new IdentityPool(folder.resolve("pool"), 1, KEY);
        assertThat(afterRestart.available()).isEqualTo(1);
        HostIdentity taken = afterRestart.take();
        try (Stream<Path> files = Files.list(folder.resolve("pool"))) {
            assertThat(files).isEmpty();
        }
        assertThat(afterRestart.take().hostId()).isNotEqualTo(taken.hostId());
    }

    @Test
    void aKeyFileThatOthersMayReadOrThatLiesInTheVaultIsRefused(@TempDir Path elsewhere) throws Exception {
        Path key = elsewhere.resolve("vault.key");
        Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertKeyRefused(key, "may be read by others");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(VaultKey.read(key, folder).getEncoded()).hasSize(32);
        Files.writeString(key, Base64.getEncoder().encodeToString(new byte[16]));
        assertKeyRefused(key, "16 bytes instead of 32");
        Files.writeString(key, "###");
        assertKeyRefused(key, "is not Base64");
        assertKeyRefused(elsewhere.resolve("none"), "cannot be read");
        Path inside = folder.resolve("vault.key");
        Files.writeString(inside, Base64.getEncoder().encodeToString(new byte[32]));
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rw-------"));
        assertKeyRefused(inside, "lies inside the vault");
    }

    private void assertKeyRefused(Path key, String because) {
        assertThatThrownBy(() -> VaultKey.read(key, folder)).isInstanceOf(VaultKey.UnusableKey.class).hasMessageContaining(because);
    }

    private void assertUnusable(String because) throws Exception {
        FileVault vault = vault();
        assertThatThrownBy(() -> vault.load(UDID)).isInstanceOf(Vault.VaultUnusable.class).hasMessageContaining(because);
        assertThatThrownBy(() -> vault.save(VaultEntry.blank(UDID))).isInstanceOf(Vault.VaultUnusable.class);
    }
}
