package dev.trustline.pairing.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.ConsentPolicy.Say;
import dev.trustline.pairing.pairrecord.KeyRing;
import dev.trustline.pairing.pairrecord.SealedNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowListFileTest {
    private static final Udid PHONE = new Udid("00008110-001A2B3C4D5E6F70");
    private static final KeyRing KEYS = KeyRing.of(new SecretKeySpec(new byte[32], "AES"));

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("rules");
    }

    private void write(String text) throws Exception {
        Files.writeString(file(), text);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private AllowListFile list() {
        return new AllowListFile(file(), new SealedNote(folder, "allow-list", KEYS));
    }

    private static String decided(AllowListFile list) {
        return ConfiguredConsent.Rule.of(list, new PortPaths(), Say.REFUSE).decide(PHONE, DeviceFacts.NONE).rule();
    }

    @Test
    void aFileThatIsReplacedIsReadAnew() throws Exception {
        write("allow all name=one\n");
        AllowListFile list = list();
        assertThat(decided(list)).isEqualTo("policy:allow-list(one)");
        write("refuse all name=two\n");
        list.look();
        assertThat(decided(list)).isEqualTo("policy:allow-list(two)");
        assertThat(list.problems()).isEmpty();
    }

    @Test
    void aBrokenFileKeepsTheLastGoodOneAlsoOverARestartAndSaysSo() throws Exception {
        write("allow all name=good\n");
        list();
        write("allow all name=newer\nallow\n");
        AllowListFile list = list();
        assertThat(decided(list)).isEqualTo("policy:allow-list(good)");
        assertThat(list.problems()).singleElement().satisfies(p -> assertThat(p.code()).isEqualTo("allow-list-broken"))
                .satisfies(p -> assertThat(p.detail()).contains("line 2", "last good one is in force (1 rules)"));
        write("allow all name=mended\n");
        list.look();
        assertThat(decided(list)).isEqualTo("policy:allow-list(mended)");
        assertThat(list.problems()).isEmpty();
    }

    @Test
    void aFileThatOthersMayWriteOrThatIsGoneChangesNothing() throws Exception {
        write("allow all name=good\n");
        AllowListFile list = list();
        write("allow all name=intruder\n");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));
        list.look();
        assertThat(decided(list)).isEqualTo("policy:allow-list(good)");
        assertThat(list.problems()).singleElement().satisfies(p -> assertThat(p.detail()).contains("others than its owner may write it"));
        Files.delete(file());
        list.look();
        assertThat(decided(list)).isEqualTo("policy:allow-list(good)");
        assertThat(list.problems()).singleElement().satisfies(p -> assertThat(p.detail()).contains("it is not there"));
    }

    @Test
    void beforeThereWasAGoodOneNothingIsAllowed() {
        AllowListFile list = list();
        assertThat(decided(list)).isEqualTo("policy:allow-list(otherwise)");
        assertThat(list.problems()).hasSize(1);
    }
}
