package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Looks at the side door: whoever may open usbmuxd's socket has every pair record of this host. Sees what the file system
 * and {@code /proc} show from here, at most every 10 s; what is hidden (another container) is said to be unknown or not said
 * at all, never guessed. A daemon that is reached by TCP is looked at from outside only. Thread-safe.
 */
final class UsbmuxdSelfTest {
    private static final Logger LOG = Logger.getLogger(UsbmuxdSelfTest.class);
    private static final Path RECORDS = Path.of("/var/lib/lockdown");
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final UsbmuxAddress address;
    private final String policy;
    private final Path root;
    private final InstalledUsbmuxd installed;
    private Findings newest;
    private long foundNanos;
    private List<RunningUsbmuxd> versioned = List.of();
    private UsbmuxdVersion version = UsbmuxdVersion.UNKNOWN;

    /**
     * A test of the usbmuxd at this address.
     *
     * @param policy the consent that the host asks for, as it is configured
     */
    UsbmuxdSelfTest(UsbmuxAddress address, String policy) {
        this(address, policy, Path.of("/"));
    }

    UsbmuxdSelfTest(UsbmuxAddress address, String policy, Path root) {
        this.address = address;
        this.policy = policy;
        this.root = root;
        this.installed = new InstalledUsbmuxd(root);
    }

    /**
     * What was found.
     *
     * @param version  usbmuxd's version, {@code null} if it is not known
     * @param problems what a person should mend
     */
    record Findings(String version, List<HostProblem> problems) {}

    synchronized Findings findings() {
        if (newest == null || System.nanoTime() - foundNanos > FRESH_NANOS) {
            newest = look();
            foundNanos = System.nanoTime();
        }
        return newest;
    }

    private Findings look() {
        List<HostProblem> problems = new ArrayList<>();
        String found = null;
        try {
            if (address instanceof UsbmuxAddress.Unix unix) {
                checkSocket(unix.path(), problems);
                checkRecordFolder(problems);
                List<RunningUsbmuxd> running = RunningUsbmuxd.on(unix.path(), root.resolve("proc"));
                checkPreflight(running, problems);
                found = checkVersion(running, problems);
            } else if (address instanceof UsbmuxAddress.Tcp tcp) {
                checkLoopback(tcp.host(), problems);
            }
        } catch (IOException e) {
            LOG.debugf("a look at usbmuxd was cut short error=%s", e.getMessage());
        }
        return new Findings(found, List.copyOf(problems));
    }

    private static void checkSocket(Path socket, List<HostProblem> problems) throws IOException {
        if (Files.isDirectory(socket)) {
            problems.add(HostProblem.of(ProblemCode.USBMUXD_SOCKET_IS_DIRECTORY, socket + " is a directory: a container was started before usbmuxd; remove it and start usbmuxd first."));
        } else if (Files.exists(socket) && Files.getPosixFilePermissions(socket).contains(PosixFilePermission.OTHERS_WRITE)) {
            problems.add(HostProblem.of(ProblemCode.USBMUXD_SOCKET_OPEN, socket + " may be opened by everybody on this host; chmod 0660 it and give it a group."));
        }
    }

    private void checkRecordFolder(List<HostProblem> problems) throws IOException {
        Path folder = root.resolve(RECORDS.toString().substring(1));
        if (Files.isDirectory(folder)) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
            if (mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.OTHERS_EXECUTE)) {
                problems.add(HostProblem.of(ProblemCode.RECORD_FOLDER_OPEN, RECORDS + " may be read by everybody on this host; chmod 0700 it."));
            }
        }
    }

    private void checkPreflight(List<RunningUsbmuxd> running, List<HostProblem> problems) {
        if (running.stream().anyMatch(RunningUsbmuxd::hasPreflight)) {
            problems.add(HostProblem.of(ProblemCode.USBMUXD_PREFLIGHT, "usbmuxd runs with preflight and raises the alert before anybody was asked; start it with --no-preflight."));
            if (!policy.equals("auto")) {
                problems.add(HostProblem.of(ProblemCode.NOT_ENFORCEABLE, "pairing.policy=" + policy + " cannot be enforced while usbmuxd's preflight raises the alert by itself; start usbmuxd with --no-preflight."));
            }
        }
    }

    private String checkVersion(List<RunningUsbmuxd> running, List<HostProblem> problems) {
        if (!running.equals(versioned)) {
            version = running.size() == 1 ? installed.versionOf(running.get(0)) : UsbmuxdVersion.UNKNOWN;
            versioned = running;
        }
        if (version.fix() == UsbmuxdVersion.Fix.MISSING) {
            problems.add(HostProblem.of(ProblemCode.USBMUXD_OUTDATED, "usbmuxd " + version.text() + " lacks the fix for "
                    + UsbmuxdVersion.FLAW + ": every local user may write files as usbmuxd; upgrade the package."));
        } else if (version.fix() == UsbmuxdVersion.Fix.UNKNOWN) {
            String known = version.text() == null ? "usbmuxd's program cannot be seen from here" : "usbmuxd says that it is " + version.text();
            problems.add(HostProblem.of(ProblemCode.USBMUXD_VERSION_UNKNOWN, known + "; whether it has the fix for " + UsbmuxdVersion.FLAW + " is not known: look at its package."));
        }
        return version.text();
    }

    private static void checkLoopback(String host, List<HostProblem> problems) throws UnknownHostException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            problems.add(HostProblem.of(ProblemCode.USBMUXD_NOT_LOOPBACK, "usbmuxd is reached over the network: everybody there can read every pair record of this host; bind it to 127.0.0.1."));
        }
    }
}
