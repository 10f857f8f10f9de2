package dev.trustline.pairing.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A usbmuxd that {@code /proc} shows from here; one in another container is not seen. Its options are those of usbmuxd's
 * {@code src/main.c}: {@code -p} or {@code --no-preflight}, short ones in one word too; {@code -S} names a socket that is not
 * the compiled-in one (newer than 1.1.1).
 *
 * @param pid       its process
 * @param arguments its command line, the program first
 */
record RunningUsbmuxd(long pid, List<String> arguments) {
    private static final Pattern NO_PREFLIGHT = Pattern.compile("--no-preflight|-[a-zA-Z&&[^USCl]]*p.*");
    private static final Pattern OTHER_SOCKET = Pattern.compile("--socket(=.*)?|-[a-zA-Z&&[^UCl]]*S.*");
    private static final List<String> USUAL_SOCKETS = List.of("/var/run/usbmuxd", "/run/usbmuxd");

    RunningUsbmuxd {
        arguments = List.copyOf(arguments);
    }

    /** Those that listen on this socket, as far as their command lines tell. */
    static List<RunningUsbmuxd> on(Path socket, Path proc) throws IOException {
        try (Stream<Path> processes = Files.list(proc)) {
            return processes.filter(p -> p.getFileName().toString().matches("\\d+"))
                    .flatMap(p -> read(p).stream())
                    .filter(u -> u.listensOn(socket.toString()))
                    .sorted(java.util.Comparator.comparingLong(RunningUsbmuxd::pid))
                    .toList();
        }
    }

    private static Optional<RunningUsbmuxd> read(Path process) {
        try {
            List<String> words = List.of(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).split("\0"));
            boolean usbmuxd = words.get(0).equals("usbmuxd") || words.get(0).endsWith("/usbmuxd");
            return usbmuxd ? Optional.of(new RunningUsbmuxd(Long.parseLong(process.getFileName().toString()), words)) : Optional.empty();
        } catch (IOException e) {
            // ended meanwhile, or hidden from this user
            return Optional.empty();
        }
    }

    private boolean listensOn(String socket) {
        boolean usual = options().noneMatch(a -> OTHER_SOCKET.matcher(a).matches());
        return usual ? USUAL_SOCKETS.contains(socket) : options().anyMatch(a -> a.endsWith(socket));
    }

    private Stream<String> options() {
        return arguments.stream().skip(1);
    }

    /** Whether it pairs by itself whatever is plugged in. */
    boolean hasPreflight() {
        return options().noneMatch(a -> NO_PREFLIGHT.matcher(a).matches());
    }

    /** The program as its command line names it. */
    String program() {
        return arguments.get(0);
    }
}
