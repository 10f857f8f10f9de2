package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.virtualdevice.phone.LockState;
import dev.trustline.virtualdevice.phone.TapOutcome;
import dev.trustline.virtualdevice.time.ManualTimeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualLabStartTest {

    @Test
    void aTakenPagePortIsOneSentenceAndNothingStaysOpen(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("mux");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LabOptions options = LabOptions.builder()
                    .host(HostOptions.onFreePort("lab-1").withSocket(socket))
                    .httpPort(taken.getLocalPort())
                    .build();
            assertThatThrownBy(() -> VirtualLab.start(options))
                    .isInstanceOf(LabStartFailed.class)
                    .hasMessageContaining("is taken");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aBrokenDataFolderIsNamed(@TempDir Path folder) throws IOException {
        Path phones = Files.createDirectories(folder.resolve("lab/phones"));
        Files.writeString(phones.resolve("00008110-0000000000000001.trust.plist"), "garbage");
        LabOptions options = LabOptions.builder().data(folder.resolve("lab")).build();
        assertThatThrownBy(() -> VirtualLab.start(options))
                .isInstanceOf(LabStartFailed.class)
                .hasMessageContaining("trust.plist");
    }

    @Test
    void keysMadeBeforehandAreKeptAndUsedAgain(@TempDir Path folder) throws Exception {
        LabOptions options =
                LabOptions.builder().phones(2).withoutHttp().data(folder.resolve("lab")).pregenerateKeys(true).build();
        VirtualLab.start(options).close();
        Path key = folder.resolve("lab/phones/00008110-0000000000000002.key.plist");
        byte[] before = Files.readAllBytes(key);
        VirtualLab.start(options).close();
        assertThat(Files.readAllBytes(key)).isEqualTo(before);
    }

    @Test
    void actionsSayWhenThereIsNothingToDo() throws LabStartFailed {
        try (VirtualLab lab = VirtualLab.start(
                LabOptions.builder().withoutHttp().startUnplugged(true).build())) {
            LabPhone phone = lab.phone(1);
            assertThat(phone.unplug()).isEqualTo(TapOutcome.refused("no cable is in"));
            assertThat(phone.plug().done()).isTrue();
            assertThat(phone.plug().reason()).isEqualTo("already plugged into lab-1");
            assertThat(phone.trust().reason()).contains("no alert is shown");
        }
    }

    @Test
    void aRebootTakesThePhoneOffTheBusAndClosesItUntilTheFirstUnlock() throws LabStartFailed {
        ManualTimeline timeline = new ManualTimeline(Instant.EPOCH);
        try (VirtualLab lab = VirtualLab.start(
                LabOptions.builder().withoutHttp().timeline(timeline).build())) {
            LabPhone phone = lab.phone(1);
            phone.reboot();
            assertThat(phone.snapshot().plugged()).isFalse();
            timeline.advance(Duration.ofSeconds(2));
            assertThat(phone.snapshot().plugged()).isTrue();
            assertThat(phone.snapshot().lock()).isEqualTo(LockState.BEFORE_FIRST_UNLOCK);
        }
    }

    @Test
    void aHostMayKeepItsRecordsInAFolderOfItsOwn(@TempDir Path folder) throws Exception {
        Path records = folder.resolve("lockdown");
        LabOptions options = LabOptions.builder()
                .withoutHttp()
                .host(HostOptions.onFreePort("lab-1").withRecords(records))
                .build();
        VirtualLab.start(options).close();
        assertThat(records.resolve("SystemConfiguration.plist")).exists();
    }

    @Test
    void hostTextsAreNamePortAndSocket() {
        HostOptions defaults = HostOptions.onFreePort("default");
        assertThat(HostOptions.parse("rack-1", defaults))
                .isEqualTo(new HostOptions("rack-1", OptionalInt.of(0), Optional.empty(), Optional.empty()));
        assertThat(HostOptions.parse("rack-1=27015,/run/mux,/var/lib/lockdown", defaults))
                .isEqualTo(new HostOptions(
                        "rack-1",
                        OptionalInt.of(27015),
                        Optional.of(Path.of("/run/mux")),
                        Optional.of(Path.of("/var/lib/lockdown"))));
        assertThat(HostOptions.parse("rack-1=,/run/mux", defaults).muxPort()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> HostOptions.parse("Rack 1", defaults));
        assertThatIllegalArgumentException().isThrownBy(() -> HostOptions.parse("rack=99999", defaults));
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LabOptions.builder().phones(0).build());
        assertThatIllegalArgumentException().isThrownBy(() -> LabOptions.builder().token("short").build());
        assertThatIllegalArgumentException().isThrownBy(() -> LabOptions.builder()
                .host(HostOptions.onFreePort("same"))
                .host(HostOptions.onFreePort("same"))
                .build());
    }
}
