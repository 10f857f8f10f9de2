package dev.trustline.allinone.daemon;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the usbmuxd that a lab is about to use: who may open its socket, who may read its records, whether it has the
 * fix for CVE-2025-66004, whether it listens beyond this machine, and whether its preflight raises the alert before
 * anybody consented (usbmuxd, {@code src/preflight.c}; Debian's unit runs with it). Stateless.
 */
public final class DaemonSelfTest {
    private static final String RECORDS = "/var/lib/lockdown";
    private static final String MISSING = "socket-missing";
    private static final String FIX = "CVE-2025-66004";

    private final Machine machine;
    private final DaemonDoor door;

    DaemonSelfTest(Machine machine, DaemonDoor door) {
        this.machine = machine;
        this.door = door;
    }

    /** The test of this machine. */
    public static DaemonSelfTest onThisMachine() {
        return new DaemonSelfTest(new Machine(Path.of("/")), DaemonDoor.real());
    }

    /** What is wrong with the daemon at {@code unix:/path} or {@code host:port}; empty if nothing was found. */
    public List<Finding> findings(String address) {
        List<Finding> findings = new ArrayList<>();
        if (address.startsWith("unix:")) {
            socket(address.substring("unix:".length())).ifPresent(findings::add);
        } else {
            tcp(address).ifPresent(findings::add);
        }
        if (findings.stream().noneMatch(f -> f.code().equals(MISSING))) {
            answers(address).ifPresent(findings::add);
        }
        records().ifPresent(findings::add);
        version().ifPresent(findings::add);
        preflight(address).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> socket(String path) {
        Path socket = machine.at(path);
        if (!Files.exists(socket)) {
            return Optional.of(new Finding(MISSING, path + " does not exist: usbmuxd is not running, or its socket is elsewhere.", false));
        }
        return machine.permissions(socket)
                .filter(p -> p.contains(PosixFilePermission.OTHERS_WRITE) || p.contains(PosixFilePermission.OTHERS_READ))
                .map(p -> new Finding("socket-world-accessible",
                        path + " may be opened by every user of this computer, who can then read every pair record.", true));
    }

    private Optional<Finding> tcp(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        boolean beyond = !isLoopback(host) || machine.listensBeyondLoopback(Integer.parseInt(address.substring(colon + 1)));
        return beyond
                ? Optional.of(new Finding("tcp-beyond-loopback",
                        address + " can be reached from other computers, and usbmuxd asks nobody who they are: bind it to 127.0.0.1.", false))
                : Optional.empty();
    }

    private Optional<Finding> answers(String address) {
        return door.closedBecause(address).map(why -> new Finding("not-answering", "Nobody can be reached at " + address + " (" + why
                + "): start usbmuxd, and run this as root or in the group that owns its socket. The lab goes on and waits for it.", false));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Optional<Finding> records() {
        Set<PosixFilePermission> owner = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        return machine.permissions(machine.at(RECORDS))
                .filter(p -> !owner.containsAll(p))
                .map(p -> new Finding("records-readable", RECORDS + " is open to others than its owner: the private keys of all pairings lie there.", true));
    }

    private Optional<Finding> version() {
        return machine.packageChangeLog().map(log -> log.contains(FIX)).orElse(true)
                ? Optional.empty()
                : Optional.of(new Finding("usbmuxd-outdated",
                        "This usbmuxd lacks the fix for " + FIX + " (any local user may write files as its user): upgrade the package usbmuxd.", false));
    }

    private Optional<Finding> preflight(String address) {
        List<String> running = machine.usbmuxdCommandLines().stream().filter(line -> UsbmuxdOptions.of(line).mayListenOn(address)).toList();
        List<String> unit = machine.unitCommandLine().filter(line -> UsbmuxdOptions.of(line).mayListenOn(address)).map(List::of).orElse(List.of());
        List<String> lines = running.isEmpty() ? unit : running;
        String where = running.isEmpty() ? "Its systemd unit" : "The running usbmuxd";
        return lines.stream().anyMatch(line -> UsbmuxdOptions.of(line).hasPreflight())
                ? Optional.of(new Finding("preflight-on", where
                        + " has preflight on: it raises the alert by itself, so consent modes other than `auto` cannot be enforced.", true))
                : Optional.empty();
    }

    /** The command line that the unit has now, as the drop-in's base. */
    static String unitCommandLine(Machine machine) {
        return machine.unitCommandLine().orElse("/usr/sbin/usbmuxd --user usbmux --systemd");
    }
}
