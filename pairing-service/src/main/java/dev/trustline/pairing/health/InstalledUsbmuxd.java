package dev.trustline.pairing.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/**
 * What this machine's files tell of the usbmuxd that runs: dpkg's list and change log, else the program's own
 * {@code --version}. Only programs at the usual places are asked: a command line in {@code /proc} is what its owner wrote,
 * and no reason to run a file. Thread-safe.
 */
final class InstalledUsbmuxd {
    private static final Logger LOG = Logger.getLogger(InstalledUsbmuxd.class);
    private static final List<String> USUAL_PLACES = List.of("/usr/sbin/usbmuxd", "/usr/bin/usbmuxd", "/usr/local/sbin/usbmuxd", "/sbin/usbmuxd");
    private static final Pattern SAYS = Pattern.compile("usbmuxd (\\d\\S*)\\s*");
    private static final Pattern STANZA = Pattern.compile("(?ms)^Package: usbmuxd$.*?^Version: (\\S+)$");
    private static final long ANSWER_SECONDS = 2;

    private final Path root;

    InstalledUsbmuxd(Path root) {
        this.root = root;
    }

    /** The version of this process' program; unknown where its files are not to be seen. */
    UsbmuxdVersion versionOf(RunningUsbmuxd process) {
        if (!USUAL_PLACES.contains(process.program()) || isReplaced(process) || !Files.isExecutable(at(process.program()))) {
            return UsbmuxdVersion.UNKNOWN;
        }
        try {
            Optional<String> packaged = isPackaged(process.program()) ? packageVersion() : Optional.empty();
            return packaged.isPresent() ? UsbmuxdVersion.ofPackage(packaged.get(), changeLog()) : asked(process.program());
        } catch (IOException e) {
            LOG.debugf("usbmuxd's version was not found error=%s", e.getMessage());
            return UsbmuxdVersion.UNKNOWN;
        }
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** An upgrade put another program in its place while this one ran on. */
    private boolean isReplaced(RunningUsbmuxd process) {
        try {
            return Files.readSymbolicLink(at("/proc/" + process.pid() + "/exe")).toString().endsWith(" (deleted)");
        } catch (IOException e) {
            // another user's process: the kernel does not show its program, which is the usual case
            return false;
        }
    }

    private boolean isPackaged(String program) throws IOException {
        Path list = at("/var/lib/dpkg/info/usbmuxd.list");
        return Files.isReadable(list) && Files.readAllLines(list, StandardCharsets.UTF_8).contains(program);
    }

    private Optional<String> packageVersion() throws IOException {
        Matcher stanza = STANZA.matcher(Files.readString(at("/var/lib/dpkg/status"), StandardCharsets.UTF_8));
        return stanza.find() ? Optional.of(stanza.group(1)) : Optional.empty();
    }

    private Optional<String> changeLog() throws IOException {
        Path log = at("/usr/share/doc/usbmuxd/changelog.Debian.gz");
        if (!Files.isReadable(log)) {
            return Optional.empty();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(log))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private UsbmuxdVersion asked(String program) throws IOException {
        Process asked = new ProcessBuilder(at(program).toString(), "--version").redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        try {
            if (!asked.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                return UsbmuxdVersion.UNKNOWN;
            }
            Matcher says = SAYS.matcher(new String(asked.getInputStream().readNBytes(1000), StandardCharsets.UTF_8));
            return says.matches() ? UsbmuxdVersion.ofProgram(says.group(1)) : UsbmuxdVersion.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UsbmuxdVersion.UNKNOWN;
        } finally {
            asked.destroyForcibly();
        }
    }
}
