package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trustline up} as a person runs it: a process with a lab of its own, ended by a signal. Needs no other lab. */
class UpIT {
    private static final Path LAUNCHER = Path.of("target", "all-in-one-0.1.0-SNAPSHOT.jar").toAbsolutePath();
    private static final Path ROOT = Path.of(System.getProperty("trustline.root", "../..")).toAbsolutePath().normalize();

    @TempDir
    private Path temp;

    private final List<Process> started = new ArrayList<>();
    private Path data;
    private String[] ports;

    @BeforeEach
    void choosePorts() throws Exception {
        data = temp.resolve("lab");
        ports = new String[] {"--http-port=" + Ports.free(), "--lab-http-port=" + Ports.free(), "--mux-port=" + Ports.free()};
    }

    @AfterEach
    void endWhatAFailedCaseLeft() {
        started.stream().filter(Process::isAlive).forEach(launcher -> {
            List<ProcessHandle> children = launcher.descendants().toList();
            launcher.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
    }

    @Test
    @Tag("full")
    void aPhoneIsTrustedAfterUpAndStillIsAfterTheNextUpWithoutBeingAskedAgain() throws Exception {
        Path output = temp.resolve("first.txt");
        Process first = up(output);
        awaitText(output, "trusted (user-accepted)", 120);
        awaitText(output, "The lab is up after", 60);
        assertThat(Files.readString(output)).contains("registry, REST").contains("/q/openapi").contains("virtual phones, page")
                .contains("Kafka").contains("PostgreSQL").contains("dead letter queues").contains("awaiting-trust (dialog-shown)");
        stop(first);
        assertThat(Files.readString(output)).contains("Stopped. The state is kept in " + data);

        Path again = temp.resolve("second.txt");
        Process second = up(again);
        awaitText(again, "The lab is up after", 120);
        Management pairing = Management.at(Integer.parseInt(LabMemory.in(data).get("port.pairing-service").orElseThrow()));
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
                .untilAsserted(() -> assertThat(pairing.sum("trust_pairing_attempts_total", "outcome=\"trusted\"")).as("verified").isPositive());
        assertThat(pairing.sum("trust_pairing_attempts_total", "outcome=\"awaiting-trust\"")).as("asked again").isZero();
        assertThat(run("status", "--data=" + data)).contains("trusted");
        stop(second);
        assertThat(Files.readString(again)).as("what the second run tells").doesNotContain("awaiting-trust");
    }

    @Test
    void aPortThatIsTakenIsOneSentenceAndNothingIsLeftRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports[0] = "--http-port=" + taken.getLocalPort();
            Path output = temp.resolve("output.txt");
            Process launcher = up(output);

            assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(launcher.exitValue()).isEqualTo(2);
            assertThat(Files.readString(output).strip()).isEqualTo("trustline: Port " + taken.getLocalPort()
                    + " (the registry's REST API) is taken by another program: stop it, or choose another port with --http-port.");
            assertThat(data.resolve("children")).doesNotExist();
        }
    }

    private Process up(Path output) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up", "--phones=1", "--auto-trust=1s", "--host=up", "--data=" + data));
        arguments.addAll(List.of(ports));
        Process launcher = launcher(arguments).redirectOutput(output.toFile()).start();
        started.add(launcher);
        return launcher;
    }

    private String run(String... arguments) throws IOException {
        Process launcher = launcher(List.of(arguments)).start();
        return new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private ProcessBuilder launcher(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dtrustline.root=" + ROOT, "-jar", LAUNCHER.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
    }

    /** SIGTERM, as an init system sends it. */
    private void stop(Process launcher) throws InterruptedException {
        List<ProcessHandle> children = launcher.descendants().toList();
        assertThat(children).as("broker, phones and services").hasSizeGreaterThanOrEqualTo(5);

        launcher.destroy();

        assertThat(launcher.waitFor(90, TimeUnit.SECONDS)).as("ended after SIGTERM").isTrue();
        assertThat(launcher.exitValue()).isZero();
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
        assertThat(data.resolve("children")).as("the ledger of children").doesNotExist();
    }

    private void awaitText(Path output, String text, int seconds) {
        Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(Files.readString(output)).contains(text));
    }
}
