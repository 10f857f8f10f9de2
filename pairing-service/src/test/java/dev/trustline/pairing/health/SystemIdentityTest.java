package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.pairing.pairrecord.KeyRing;
import dev.trustline.pairing.pairrecord.SealedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemIdentityTest {
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final String OF_THE_CLOCK = "B1BA861B-DC54-CBE6-9F25-A8C7BA3E5636";

    @TempDir
    Path folder;
    private final AtomicReference<String> buid = new AtomicReference<>("11111111-2222-3333-4444-555555555555");
    private final AtomicInteger reads = new AtomicInteger();

    private SystemIdentity identity() {
        return new SystemIdentity(() -> {
            reads.incrementAndGet();
            return buid.get();
        }, new SealedNote(folder, "host-identity", KeyRing.of(KEY)), Optional.of(KEY), folder.resolve("lockdown"), Runnable::run);
    }

    private static java.util.List<String> codes(SystemIdentity identity) {
        return identity.problems().stream().map(HostProblem::code).toList();
    }

    @Test
    void itIsReadAnewAtEachConnectionAndOtherwiseOnceAMinute() {
        SystemIdentity identity = identity();
        identity.look(1);
        identity.look(1);
        assertThat(reads).hasValue(1);
        String before = identity.fingerprint();
        buid.set("99999999-2222-3333-4444-555555555555");
        identity.look(2);
        assertThat(reads).hasValue(2);
        assertThat(identity.fingerprint()).hasSize(64).isNotEqualTo(before);
        assertThat(codes(identity)).containsExactly("buid-changed");
        assertThat(identity.problems().get(0).detail()).contains("cannot be put back through usbmuxd's socket", "stop usbmuxd", "SystemConfiguration.plist")
                .doesNotContain(buid.get(), "11111111");
    }

    @Test
    void aChangeIsSeenOverARestartUntilItIsPutBackOrAccepted() throws Exception {
        identity().look(1);
        buid.set("99999999-2222-3333-4444-555555555555");
        SystemIdentity after = identity();
        after.look(1);
        assertThat(codes(after)).containsExactly("buid-changed");
        buid.set("11111111-2222-3333-4444-555555555555");
        after.look(2);
        assertThat(codes(after)).isEmpty();
        buid.set("99999999-2222-3333-4444-555555555555");
        Files.delete(folder.resolve("host-identity.sealed"));
        after.look(3);
        assertThat(codes(after)).isEmpty();
        assertThat(Files.readString(folder.resolve("host-identity.sealed"), StandardCharsets.ISO_8859_1)).doesNotContain("99999999");
    }

    @Test
    void oneThatTheClockExplainsIsSaidWithoutItsSecond() throws Exception {
        Path file = Files.writeString(Files.createDirectory(folder.resolve("lockdown")).resolve("SystemConfiguration.plist"), "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_300)));
        buid.set(OF_THE_CLOCK);
        SystemIdentity identity = identity();
        identity.look(1);
        assertThat(codes(identity)).containsExactly("buid-guessable");
        assertThat(identity.problems().get(0).detail()).contains("uuidgen").doesNotContain("17000", OF_THE_CLOCK);
        buid.set("11111111-2222-3333-4444-555555555555");
        Files.delete(folder.resolve("host-identity.sealed"));
        identity.look(2);
        assertThat(codes(identity)).isEmpty();
    }

    @Test
    void whatCannotBeSeenOrReadIsNotClaimed() {
        SystemIdentity deaf = new SystemIdentity(() -> {
            throw new IOException("usbmuxd is away");
        }, new SealedNote(folder, "host-identity", KeyRing.of(KEY)), Optional.of(KEY), folder, Runnable::run);
        deaf.look(1);
        assertThat(deaf.fingerprint()).isNull();
        assertThat(deaf.problems()).isEmpty();
        buid.set(OF_THE_CLOCK);
        SystemIdentity identity = identity();
        identity.look(1);
        assertThat(codes(identity)).isEmpty();
    }
}
