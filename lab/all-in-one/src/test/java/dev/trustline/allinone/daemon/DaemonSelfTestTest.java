package dev.trustline.allinone.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonSelfTestTest {
    @TempDir
    private Path root;

    private String closed;

    @BeforeEach
    void aMachineOnWhichAllIsWell() throws IOException {
        write("/var/run/usbmuxd", "", "rw-rw----");
        folder("/var/lib/lockdown", "rwx------");
        write("/proc/17/cmdline", "/usr/sbin/usbmuxd\0--user\0usbmux\0--systemd\0--no-preflight\0", "rw-r--r--");
        changeLog("  * fix for path traversal vulnerability (CVE-2025-66004)");
    }

    @Test
    void nothingIsFoundWhenAllIsWell() {
        assertThat(codes("unix:/var/run/usbmuxd")).isEmpty();
        assertThat(codes("127.0.0.1:27015")).isEmpty();
    }

    @Test
    void aSocketForEverybodyIsFound() throws IOException {
        Files.setPosixFilePermissions(at("/var/run/usbmuxd"), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(codes("unix:/var/run/usbmuxd")).containsExactly("socket-world-accessible");
    }

    @Test
    void aMissingSocketIsFound() {
        assertThat(codes("unix:/var/run/other")).containsExactly("socket-missing");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsFound() {
        closed = "Connection refused";

        assertThat(codes("unix:/var/run/usbmuxd")).containsExactly("not-answering");
        assertThat(codes("127.0.0.1:27015")).containsExactly("not-answering");
        assertThat(codes("unix:/var/run/other")).as("said once").containsExactly("socket-missing");
    }

    @Test
    void aRealDoorIsOpenOrSaysWhyNot() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(DaemonDoor.real().closedBecause("127.0.0.1:" + server.getLocalPort())).isEmpty();
        }
        assertThat(DaemonDoor.real().closedBecause("unix:" + root.resolve("nothing"))).isPresent();
        assertThat(DaemonDoor.real().closedBecause("127.0.0.1:1")).contains("Connection refused");
    }

    @Test
    void anOpenRecordFolderIsFound() throws IOException {
        Files.setPosixFilePermissions(at("/var/lib/lockdown"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(codes("unix:/var/run/usbmuxd")).containsExactly("records-readable");
    }

    @Test
    void aPackageWithoutTheFixIsFound() throws IOException {
        changeLog("  * Upload to unstable");

        assertThat(codes("unix:/var/run/usbmuxd")).containsExactly("usbmuxd-outdated");
    }

    @Test
    void preflightIsFoundByTheRunningProcess() throws IOException {
        write("/proc/17/cmdline", "/usr/sbin/usbmuxd\0--user\0usbmux\0--systemd\0", "rw-r--r--");

        assertThat(codes("unix:/var/run/usbmuxd")).containsExactly("preflight-on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usbmuxd -U pepper", "usbmuxd --user pp", "/usr/sbin/usbmuxd -Upepper", "/usr/sbin/usbmuxd -fUpepper"})
    void aUserNameIsNoOption(String commandLine) throws IOException {
        write("/proc/17/cmdline", commandLine.replace(' ', '\0') + '\0', "rw-r--r--");

        assertThat(codes("unix:/var/run/usbmuxd")).containsExactly("preflight-on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usbmuxd -p", "usbmuxd -f -p -v -v", "/usr/sbin/usbmuxd -fvp -U root", "usbmuxd -U pepper --no-preflight"})
    void preflightCanBeOffInManyWords(String commandLine) throws IOException {
        write("/proc/17/cmdline", commandLine.replace(' ', '\0') + '\0', "rw-r--r--");

        assertThat(codes("unix:/var/run/usbmuxd")).isEmpty();
    }

    @Test
    void anotherDaemonOfThisMachineIsNoneOfOurs() throws IOException {
        write("/proc/18/cmdline", "/usr/sbin/usbmuxd\0-S\0/run/lab/usbmuxd\0", "rw-r--r--");

        assertThat(codes("unix:/var/run/usbmuxd")).isEmpty();
    }

    @Test
    void theDropInLeavesAUnitAloneThatHasPreflightOffInOneLetter() {
        List<String> lines = DaemonReport.lines(List.of(new Finding("records-readable", "…", true)), "/usr/sbin/usbmuxd -fp --systemd");

        assertThat(lines).anyMatch(l -> l.strip().equals("ExecStart=/usr/sbin/usbmuxd -fp --systemd"));
    }

    @Test
    void preflightIsFoundByTheUnitWhenNoProcessIsSeen() throws IOException {
        Files.delete(at("/proc/17/cmdline"));
        write("/lib/systemd/system/usbmuxd.service", "[Service]\nExecStart=/usr/sbin/usbmuxd --user usbmux --systemd\n", "rw-r--r--");
        assertThat(codes("unix:/var/run/usbmuxd")).containsExactly("preflight-on");

        write("/etc/systemd/system/usbmuxd.service.d/trustline.conf", "[Service]\nExecStart=\nExecStart=/usr/sbin/usbmuxd -p\n", "rw-r--r--");
        assertThat(codes("unix:/var/run/usbmuxd")).isEmpty();
    }

    @Test
    void anAddressBeyondThisMachineIsFound() throws IOException {
        assertThat(codes("192.0.2.7:27015")).containsExactly("tcp-beyond-loopback");

        write("/proc/net/tcp", "  sl  local_address rem_address   st\n   0: 00000000:6987 00000000:0000 0A 0\n", "rw-r--r--");
        assertThat(codes("127.0.0.1:27015")).containsExactly("tcp-beyond-loopback");
    }

    @Test
    void theDropInKeepsTheUnitsOwnCommandAndTurnsPreflightOff() {
        List<String> lines = DaemonReport.lines(List.of(new Finding("preflight-on", "…", true)), "/usr/sbin/usbmuxd --user usbmux --systemd");

        assertThat(lines).anyMatch(l -> l.strip().equals("ExecStart=/usr/sbin/usbmuxd --user usbmux --systemd --no-preflight"));
        assertThat(lines).anyMatch(l -> l.contains("/etc/systemd/system/usbmuxd.service.d/trustline.conf"));
    }

    @Test
    void theDropInClosesTheRecordFolderAfterTheDaemonHasOpenedIt() {
        List<String> lines = DaemonReport.lines(List.of(new Finding("records-readable", "…", true)), "/usr/sbin/usbmuxd --user usbmux --systemd");

        assertThat(lines).anyMatch(l -> l.strip().startsWith("ExecStartPost=") && l.contains("sleep 1; chmod 0700 /var/lib/lockdown"));
        assertThat(lines).noneMatch(l -> l.contains("ExecStartPre"));
    }

    private List<String> codes(String address) {
        return new DaemonSelfTest(new Machine(root), a -> Optional.ofNullable(closed)).findings(address).stream().map(Finding::code).toList();
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    private void write(String path, String text, String permissions) throws IOException {
        Files.createDirectories(at(path).getParent());
        Files.writeString(at(path), text);
        Files.setPosixFilePermissions(at(path), PosixFilePermissions.fromString(permissions));
    }

    private void folder(String path, String permissions) throws IOException {
        Files.createDirectories(at(path));
        Files.setPosixFilePermissions(at(path), PosixFilePermissions.fromString(permissions));
    }

    private void changeLog(String text) throws IOException {
        Path file = at("/usr/share/doc/usbmuxd/changelog.Debian.gz");
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
