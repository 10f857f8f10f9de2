package dev.trustline.allinone.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What the self-test sees of this machine, below one folder, which is {@code /} except in tests. What cannot be read is
 * empty: without the right to look, nothing is claimed. Stateless.
 */
record Machine(Path root) {
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    Optional<Set<PosixFilePermission>> permissions(Path file) {
        try {
            return Optional.of(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The command lines of running usbmuxd processes, arguments separated by a space. */
    List<String> usbmuxdCommandLines() {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(at("/proc"))) {
            for (Path process : processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
                String line = text(process.resolve("cmdline")).orElse("").replace('\0', ' ').strip();
                if (line.matches("(\\S*/)?usbmuxd(\\s.*)?")) {
                    found.add(line);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    /** The {@code ExecStart} of the usbmuxd unit, drop-ins included (the last one counts). */
    Optional<String> unitCommandLine() {
        List<Path> files = new ArrayList<>(List.of(at("/lib/systemd/system/usbmuxd.service"), at("/usr/lib/systemd/system/usbmuxd.service"),
                at("/etc/systemd/system/usbmuxd.service")));
        try (Stream<Path> dropIns = Files.list(at("/etc/systemd/system/usbmuxd.service.d"))) {
            dropIns.filter(p -> p.toString().endsWith(".conf")).sorted().forEach(files::add);
        } catch (IOException e) {
            // No drop-ins: the unit alone counts.
            files.removeIf(f -> !Files.exists(f));
        }
        return files.stream().flatMap(f -> text(f).stream()).flatMap(String::lines)
                .filter(line -> line.startsWith("ExecStart=") && line.length() > "ExecStart=".length())
                .map(line -> line.substring("ExecStart=".length()).strip())
                .reduce((first, second) -> second);
    }

    /** The distribution's change log of the usbmuxd package, where there is one. */
    Optional<String> packageChangeLog() {
        Path file = at("/usr/share/doc/usbmuxd/changelog.Debian.gz");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether something listens on that TCP port at an address other than loopback. */
    boolean listensBeyondLoopback(int port) {
        String suffix = String.format(java.util.Locale.ROOT, ":%04X", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6").flatMap(f -> text(at(f)).stream()).flatMap(String::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(f -> f.length > 3 && f[3].equals("0A") && f[1].endsWith(suffix))
                .anyMatch(f -> !f[1].startsWith("0100007F") && !f[1].startsWith("00000000000000000000000001000000"));
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
