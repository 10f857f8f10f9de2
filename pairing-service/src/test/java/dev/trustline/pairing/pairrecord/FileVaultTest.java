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
import dev.trustline.pairing.health.VaultHealth;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {
    private static final Udid UDID = new Udid("00008110-001A2B3C4D5E6F70");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static PairRecord record;

    @TempDir
    Path data;
    private Path folder;

    @BeforeEach
    void makeTheFolder() throws Exception {
        folder = Files.createDirectory(data.resolve("vault"));
    }

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

    private static final Udid OTHER = new Udid("00008110-000000000000000F");

    private Path file(Udid udid) {
        return folder.resolve(udid + ".vault");
    }

    @Test
    void ofTwoEntriesTheOneThatCannotBeOpenedIsSaidAndTheOtherWorks() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        vault().save(VaultEntry.blank(OTHER).beginAttempt());
        byte[] good = Files.readAllBytes(file(UDID));
        byte[] torn = java.util.Arrays.copyOf(good, 40);
        Files.write(file(UDID), torn);
        FileVault vault = vault();
        vault.openAll();
        assertThat(vault.unusable()).singleElement().asString().contains(UDID.value(), "it is torn");
        assertThat(vault.usable()).isEqualTo(1);
        assertThat(new VaultHealth(vault).problems()).singleElement()
                .satisfies(p -> assertThat(p.code()).isEqualTo("vault-entry-unusable"))
                .satisfies(p -> assertThat(p.detail()).contains("1 vault entries", "it is torn"));
        vault.save(vault.load(OTHER).endAttempt());
        vault.tend();
        assertThat(Files.readAllBytes(file(UDID))).containsExactly(torn);
        Files.write(file(UDID), good);
        vault.tend();
        assertThat(vault.unusable()).isEmpty();
        assertThat(vault.load(UDID).attempt()).isEqualTo(1);
    }

    @Test
    void withTheWrongKeyForEveryEntryTheServiceDoesNotStartAndNothingIsTouched() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        vault().save(VaultEntry.blank(OTHER).beginAttempt());
        Path ledger = data.resolve("vault.generations");
        String before = Files.readString(ledger);
        byte[] entry = Files.readAllBytes(file(UDID));
        FileVault wrong = new FileVault(folder, "bench-7", new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES"));
        assertThatThrownBy(wrong::openAll).isInstanceOf(VaultKey.UnusableKey.class).hasMessageContaining("the key is another one: it is sealed by key");
        assertThat(Files.readAllBytes(file(UDID))).containsExactly(entry);
        assertThat(Files.readString(ledger)).isEqualTo(before);
    }

    @Test
    void anOlderFileThatIsPutBackIsNoticedAndCanBeAccepted() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        byte[] old = Files.readAllBytes(file(UDID));
        vault().save(vault().load(UDID).held("anna"));
        vault().save(vault().load(UDID).endAttempt());
        Files.write(file(UDID), old);
        assertUnusable("is older by 2 writes than the last one");
        assertThat(Files.readAllBytes(file(UDID))).containsExactly(old);
        assertThat(VaultInspection.of(data, KeyRing.of(KEY))).singleElement()
                .satisfies(r -> assertThat(r.trouble()).isEqualTo("it is older by 2 writes than the last one"));
        assertThat(VaultInspection.accept(data, KeyRing.of(KEY), UDID)).isTrue();
        assertThat(vault().load(UDID).heldBy()).isEmpty();
        assertThat(VaultInspection.accept(data, KeyRing.of(KEY), UDID)).isFalse();
    }

    @Test
    void afterAFileWasRemovedItsGenerationsGoOnAndTheOldOneIsNotTakenForIt() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        byte[] old = Files.readAllBytes(file(UDID));
        vault().save(vault().load(UDID).endAttempt());
        Files.delete(file(UDID));
        assertThat(vault().load(UDID).attempt()).isZero();
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        assertThat(vault().load(UDID).attempt()).isEqualTo(1);
        Files.write(file(UDID), old);
        assertUnusable("is older by 2 writes");
    }

    @Test
    void aPowerCutThatTakesTheMemoryOfGenerationsBackIsNoAlarm() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        Path ledger = data.resolve("vault.generations");
        String before = Files.readString(ledger);
        vault().save(vault().load(UDID).endAttempt());
        Files.writeString(ledger, before + "0000811");
        assertThat(vault().load(UDID).open()).isFalse();
        vault().save(vault().load(UDID).beginAttempt());
        assertThat(Files.readString(ledger)).startsWith(before + "0000811\n" + UDID + " 3 ");
        Files.delete(ledger);
        assertThat(vault().load(UDID).attempt()).isEqualTo(2);
    }

    @Test
    void theGenerationOfTheWholeVaultCountsWhatTheFilesTellAndFallsWithAnOlderFolderOnly() throws Exception {
        vault().save(VaultEntry.blank(UDID).beginAttempt());
        Path ledger = data.resolve("vault.generations");
        String oldLedger = Files.readString(ledger);
        byte[] oldFile = Files.readAllBytes(file(UDID));
        vault().save(vault().load(UDID).endAttempt());
        assertThat(vault().generation()).isEqualTo(2);
        Files.writeString(ledger, oldLedger);
        FileVault afterPowerCut = vault();
        afterPowerCut.openAll();
        assertThat(afterPowerCut.generation()).isEqualTo(2);
        Files.writeString(ledger, oldLedger);
        Files.write(file(UDID), oldFile);
        FileVault rolledBack = vault();
        rolledBack.openAll();
        assertThat(rolledBack.unusable()).isEmpty();
        assertThat(rolledBack.generation()).isEqualTo(1);
    }

    @Test
    void aLabelThatTellsOfAnotherRecordThanItsContentIsRefused() throws Exception {
        SealedFile sealed = new SealedFile(KeyRing.of(KEY));
        VaultEntry entry = VaultEntry.blank(UDID).beginAttempt().proven(new VaultEntry.GoodRecord(record, RecordFacts.Origin.PAIRED, NOON, false, false));
        Files.write(file(UDID), sealed.seal(UDID + "\nbench-7\nnone\n1", dev.trustline.lockdown.plist.PlistWriter.binary(EntryPlist.toPlist(entry))));
        assertUnusable("its label tells of another record");
    }

    @Test
    void aFileThatIsLargerThanAnyIsNotReadToItsEnd() throws Exception {
        Files.write(file(UDID), new byte[SealedFile.LARGEST + 1]);
        assertUnusable("it is larger than 256 KiB");
    }

    @Test
    void anInterruptAtTheStopDoesNotLoseAWrite() throws Exception {
        FileVault vault = vault();
        Thread.currentThread().interrupt();
        vault.save(VaultEntry.blank(UDID).beginAttempt());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(vault().load(UDID).attempt()).isEqualTo(1);
    }

    @Test
    void afterAWriteThatFailedTheDiskIsLookedAt() throws Exception {
        FileVault vault = vault();
        vault.save(VaultEntry.blank(UDID).beginAttempt());
        byte[] one = Files.readAllBytes(file(UDID));
        vault.save(vault.load(UDID).endAttempt().beginAttempt());
        byte[] two = Files.readAllBytes(file(UDID));
        Files.delete(file(UDID));
        Files.createDirectory(file(UDID));
        Files.createFile(file(UDID).resolve("in the way"));
        assertThatThrownBy(() -> vault.save(VaultEntry.blank(UDID).beginAttempt())).isInstanceOf(Vault.VaultUnusable.class).hasMessageContaining("cannot be written");
        Files.delete(file(UDID).resolve("in the way"));
        Files.delete(file(UDID));
        Files.write(file(UDID), two);
        assertThat(vault.load(UDID).attempt()).isEqualTo(2);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void withTheWrongKeyThePoolOfIdentitiesStays() throws Exception {
        IdentityPool pool = new IdentityPool(data.resolve("pool"), 1, KEY);
        Thread filler = new Thread(() -> pool.fill(() -> { }));
        filler.start();
        org.awaitility.Awaitility.await().until(() -> pool.available() == 1);
        filler.interrupt();
        filler.join();
        SecretKeySpec other = new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES");
        assertThat(new IdentityPool(data.resolve("pool"), 1, other).available()).isZero();
        assertThat(new IdentityPool(data.resolve("pool"), 1, KEY).available()).isEqualTo(1);
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
