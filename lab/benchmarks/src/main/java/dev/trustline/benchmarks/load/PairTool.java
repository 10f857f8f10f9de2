package dev.trustline.benchmarks.load;

import dev.trustline.benchmarks.stack.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code idevicepair} of libimobiledevice as a person runs it: one process per try. Its processor time is what the shell's
 * {@code times} says of its children, in steps of 10 ms (POSIX). Thread-safe.
 */
public final class PairTool {
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
    private static final long SECONDS_AT_MOST = 30;

    private final String usbmuxd;

    private PairTool(String usbmuxd) {
        this.usbmuxd = usbmuxd;
    }

    /** The tool at the usbmuxd of that address, {@code host:port}; empty if it is not installed. */
    public static Optional<PairTool> at(String usbmuxd) {
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "idevicepair")));
        return installed ? Optional.of(new PairTool(usbmuxd)) : Optional.empty();
    }

    /** What to say where it is missing. */
    public static String missing() {
        return "idevicepair is not installed (Debian: apt-get install libimobiledevice-utils)";
    }

    /**
     * One run.
     *
     * @param paired    whether it said so by its exit code
     * @param endNanos  when that was, on the monotonic clock
     * @param cpuMillis user and system time
     */
    public record Run(boolean paired, long endNanos, double cpuMillis) {}

    /** {@code idevicepair pair} for that phone. */
    public Run pair(String udid) throws BenchFailure, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "\"$@\" >&2; code=$?; times; exit $code", "sh", "idevicepair", "-u", udid, "pair");
        builder.environment().put("USBMUXD_SOCKET_ADDRESS", usbmuxd);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchFailure("idevicepair does not end");
            }
            return new Run(process.exitValue() == 0, System.nanoTime(), millis(output.lines().toList()));
        } catch (IOException e) {
            throw new BenchFailure("idevicepair cannot be run: " + e.getMessage(), e);
        }
    }

    /** The second line is the children's. */
    private static double millis(List<String> lines) throws BenchFailure {
        Matcher matcher = lines.size() < 2 ? TIME.matcher("") : TIME.matcher(lines.get(1).strip());
        if (!matcher.matches()) {
            throw new BenchFailure("the shell does not tell its children's times");
        }
        double user = Integer.parseInt(matcher.group(1)) * 60 + Double.parseDouble(matcher.group(2));
        double system = Integer.parseInt(matcher.group(3)) * 60 + Double.parseDouble(matcher.group(4));
        return (user + system) * 1000;
    }
}
