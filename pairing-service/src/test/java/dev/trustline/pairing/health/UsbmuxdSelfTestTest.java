package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine of files stands in for the host. */
class UsbmuxdSelfTestTest {
    private static final String DEBIAN = "/usr/sbin/usbmuxd --user usbmux --systemd";
    private static final String QUIET = "/usr/sbin/usbmuxd --user usbmux --systemd --no-preflight";

    @TempDir
    Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void running(String commandLine) throws IOException {
        write("proc/77/cmdline", commandLine.replace(' ', '\0') + '\0');
    }

    private void program(String says) throws IOException {
        write("usr/sbin/usbmuxd", "#!/bin/sh\necho '" + says + "'\n");
        Files.setPosixFilePermissions(root.resolve("usr/sbin/usbmuxd"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void dpkg(String version, String changeLog) throws IOException {
        write("var/lib/dpkg/info/usbmuxd.list", "/.\n/usr/sbin\n/usr/sbin/usbmuxd\n");
        write("var/lib/dpkg/status", "Package: usb-modeswitch\nVersion: 2.6\n\nPackage: usbmuxd\nStatus: install ok installed\nVersion: " + version
                + "\n\nPackage: usbutils\nVersion: 1\n");
        if (changeLog != null) {
            Files.createDirectories(root.resolve("usr/share/doc/usbmuxd"));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve("usr/share/doc/usbmuxd/changelog.Debian.gz")))) {
                out.write(changeLog.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private UsbmuxdSelfTest.Findings look(String policy) throws Exception {
        Files.createDirectories(root.resolve("proc"));
        return new UsbmuxdSelfTest(UsbmuxAddress.parse("UNIX:/var/run/usbmuxd"), policy, root).findings();
    }

    private List<String> codes(String policy) throws Exception {
        return look(policy).problems().stream().map(HostProblem::code).filter(c -> !c.startsWith("usbmuxd-socket")).toList();
    }

    @Test
    void aMendedPackageWithoutPreflightIsFine() throws Exception {
        running(QUIET);
        program("usbmuxd 1.1.1");
        dpkg("1.1.1-2+deb12u1", "  * fix for path traversal vulnerability (CVE-2025-66004)\n");
        assertThat(codes("manual")).isEmpty();
        assertThat(look("manual").version()).isEqualTo("1.1.1-2+deb12u1");
    }

    @Test
    void aPackageWhoseChangeLogDoesNotNameTheFixIsOutdated() throws Exception {
        running(QUIET);
        program("usbmuxd 1.1.1");
        dpkg("1.1.1-2", "  * New upstream release.\n");
        assertThat(codes("auto")).containsExactly("usbmuxd-outdated");
        assertThat(look("auto").version()).isEqualTo("1.1.1-2");
    }

    @ParameterizedTest
    @CsvSource({"1.1.1-2, true", "1.1.2-1, false", "2.0.0, false"})
    void aPackageWithoutChangeLogIsJudgedByItsNumberOrNotAtAll(String version, boolean unknown) throws Exception {
        running(QUIET);
        program("usbmuxd 1.1.1");
        dpkg(version, null);
        assertThat(codes("auto").contains("usbmuxd-version-unknown")).isEqualTo(unknown);
    }

    @ParameterizedTest
    @CsvSource({"usbmuxd 1.1.1, 1.1.1, true", "usbmuxd 1.1.1-72-g3ded00c, 1.1.1-72-g3ded00c, true", "usbmuxd 1.2.0, 1.2.0, false", "what?, , true"})
    void withoutAPackageTheProgramIsAsked(String says, String version, boolean unknown) throws Exception {
        running(QUIET);
        program(says);
        assertThat(codes("auto").contains("usbmuxd-version-unknown")).isEqualTo(unknown);
        assertThat(look("auto").version()).isEqualTo(version);
    }

    @Test
    void aProgramThatIsNotToBeSeenIsUnknownAndNothingIsRun() throws Exception {
        assertThat(codes("auto")).containsExactly("usbmuxd-version-unknown");
        running("/tmp/usbmuxd -p");
        write("tmp/usbmuxd", "#!/bin/sh\ntouch " + root + "/was-run\n");
        Files.setPosixFilePermissions(root.resolve("tmp/usbmuxd"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(codes("auto")).containsExactly("usbmuxd-version-unknown");
        assertThat(root.resolve("was-run")).doesNotExist();
    }

    @Test
    void preflightGoesRoundEveryConsentButAuto() throws Exception {
        running(DEBIAN);
        program("usbmuxd 1.2.0");
        assertThat(codes("auto")).containsExactly("usbmuxd-preflight");
        assertThat(codes("manual")).containsExactly("usbmuxd-preflight", "not-enforceable");
        assertThat(codes("block")).containsExactly("usbmuxd-preflight", "not-enforceable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usbmuxd -p", "usbmuxd -f -p -v -v", "/usr/sbin/usbmuxd -fvp -U root", "usbmuxd -U pepper --no-preflight"})
    void preflightCanBeOffInManyWords(String commandLine) throws Exception {
        running(commandLine);
        assertThat(codes("manual")).doesNotContain("usbmuxd-preflight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usbmuxd -U pepper", "usbmuxd --user pp", "/usr/sbin/usbmuxd -Upepper"})
    void aUserNameIsNoOption(String commandLine) throws Exception {
        running(commandLine);
        assertThat(codes("manual")).contains("usbmuxd-preflight");
    }

    @Test
    void anotherDaemonOfThisMachineIsNoneOfOurs() throws Exception {
        running("/usr/sbin/usbmuxd -S /run/lab/usbmuxd");
        assertThat(codes("manual")).containsExactly("usbmuxd-version-unknown");
    }

    @Test
    void whatComesByTcpIsNotLookedForOnThisMachine() throws Exception {
        running(DEBIAN);
        assertThat(new UsbmuxdSelfTest(UsbmuxAddress.parse("127.0.0.1:27015"), "manual", root).findings().problems()).isEmpty();
    }
}
