package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks at the side door: whoever may open usbmuxd's socket has every pair record of this host. Sees what the file system
 * and {@code /proc} show from here; what is hidden (another container) is not reported. Thread-safe.
 */
final class UsbmuxdSelfTest {
    private static final Logger LOG = Logger.getLogger(UsbmuxdSelfTest.class);
    private static final Path RECORDS = Path.of("/var/lib/lockdown");
    private static final Path PROC = Path.of("/proc");

    private final UsbmuxAddress address;

    UsbmuxdSelfTest(UsbmuxAddress address) {
        this.address = address;
    }

    List<HostProblem> problems() {
        List<HostProblem> problems = new ArrayList<>();
        try {
            if (address instanceof UsbmuxAddress.Unix unix) {
                checkSocket(unix.path(), problems);
                checkRecordFolder(problems);
                checkPreflight(problems);
            } else if (address instanceof UsbmuxAddress.Tcp tcp) {
                checkLoopback(tcp.host(), problems);
            }
        } catch (IOException e) {
            LOG.debugf("a look at usbmuxd was cut short error=%s", e.getMessage());
        }
        return problems;
    }

    private static void checkSocket(Path socket, List<HostProblem> problems) throws IOException {
        if (Files.isDirectory(socket)) {
            problems.add(new HostProblem("usbmuxd-socket-is-directory", socket + " is a directory: a container was started before usbmuxd; remove it and start usbmuxd first."));
        } else if (Files.exists(socket) && Files.getPosixFilePermissions(socket).contains(PosixFilePermission.OTHERS_WRITE)) {
            problems.add(new HostProblem("usbmuxd-socket-open", socket + " may be opened by everybody on this host; chmod 0660 it and give it a group."));
        }
    }

    private static void checkRecordFolder(List<HostProblem> problems) throws IOException {
        if (Files.isDirectory(RECORDS)) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(RECORDS);
            if (mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.OTHERS_EXECUTE)) {
                problems.add(new HostProblem("record-folder-open", RECORDS + " may be read by everybody on this host; chmod 0700 it."));
            }
        }
    }

    private static void checkPreflight(List<HostProblem> problems) throws IOException {
        try (Stream<Path> processes = Files.list(PROC)) {
            boolean preflight = processes.filter(p -> p.getFileName().toString().matches("\\d+"))
                    .map(UsbmuxdSelfTest::commandLine)
                    .filter(c -> c.length > 0 && c[0].endsWith("usbmuxd"))
                    .anyMatch(c -> Stream.of(c).noneMatch(a -> a.equals("-p") || a.equals("--no-preflight")));
            if (preflight) {
                problems.add(new HostProblem("usbmuxd-preflight", "usbmuxd runs with preflight and raises the alert before anybody was asked; start it with --no-preflight."));
            }
        }
    }

    private static String[] commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).split("\0");
        } catch (IOException e) {
            return new String[0];
        }
    }

    private static void checkLoopback(String host, List<HostProblem> problems) throws UnknownHostException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            problems.add(new HostProblem("usbmuxd-not-loopback", "usbmuxd is reached over the network: everybody there can read every pair record of this host; bind it to 127.0.0.1."));
        }
    }
}
