package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The launcher as a person starts it: a process of its own whose output is a file, ended by a signal. */
final class LauncherProcess {
    private static final Path LAUNCHER = Path.of("target", "all-in-one-0.1.0-SNAPSHOT.jar").toAbsolutePath();
    private static final Path ROOT = Path.of(System.getProperty("trustline.root", "../..")).toAbsolutePath().normalize();

    private final Process process;
    private final Path output;

    private LauncherProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static LauncherProcess start(Path output, List<String> arguments) throws IOException {
        return new LauncherProcess(builder(output.getParent(), arguments).redirectOutput(output.toFile()).start(), output);
    }

    /** What a short command prints until it ends. */
    static String run(Path folder, String... arguments) throws IOException {
        Process launcher = builder(folder, List.of(arguments)).start();
        return new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ProcessBuilder builder(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dtrustline.root=" + ROOT, "-jar", LAUNCHER.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }

    static Path root() {
        return ROOT;
    }

    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitText(String text, int seconds) {
        Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
            assertThat(text()).contains(text);
        });
    }

    /** Waits until it ends by itself; the exit code. */
    int endsWithin(int seconds) throws InterruptedException {
        assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as("ended within " + seconds + " s, having said: %s", text()).isTrue();
        return process.exitValue();
    }

    /** SIGTERM, as an init system sends it: ends within 90 s with code 0 and leaves none of its children, which were at least so many. */
    void stop(int leastChildren) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        assertThat(children).as("processes of the lab").hasSizeGreaterThanOrEqualTo(leastChildren);

        process.destroy();

        assertThat(endsWithin(90)).isZero();
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    /** Ends it and its children at once, after a case that failed. */
    void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
