package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trustline up} as a person runs it: a process with a lab of its own, ended by a signal. Needs no other lab. */
class UpIT {
    /** Broker, phones and services; the database is no child of the launcher. */
    private static final int PROCESSES = 5;

    @TempDir
    private Path temp;

    private final List<LauncherProcess> started = new ArrayList<>();
    private Path data;
    private String[] ports;

    @BeforeEach
    void choosePorts() throws Exception {
        data = temp.resolve("lab");
        ports = new String[] {"--http-port=" + Ports.free(), "--lab-http-port=" + Ports.free(), "--mux-port=" + Ports.free()};
    }

    @AfterEach
    void endWhatAFailedCaseLeft() {
        started.forEach(LauncherProcess::kill);
    }

    @Test
    @Tag("full")
    void aPhoneIsTrustedAfterUpAndStillIsAfterTheNextUpWithoutBeingAskedAgain() throws Exception {
        LauncherProcess first = up("first.txt");
        first.awaitText("trusted (user-accepted)", 120);
        first.awaitText("The lab is up after", 60);
        assertThat(first.text()).contains("registry, REST").contains("/q/openapi").contains("virtual phones, page")
                .contains("Kafka").contains("PostgreSQL").contains("dead letter queues").contains("awaiting-trust (dialog-shown)");
        stop(first);
        assertThat(first.text()).contains("Stopped. The state is kept in " + data);

        LauncherProcess second = up("second.txt");
        second.awaitText("The lab is up after", 120);
        Management pairing = Management.at(Integer.parseInt(LabMemory.in(data).get("port.pairing-service").orElseThrow()));
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
                .untilAsserted(() -> assertThat(pairing.sum("trust_pairing_attempts_total", "outcome=\"trusted\"")).as("verified").isPositive());
        assertThat(pairing.sum("trust_pairing_attempts_total", "outcome=\"awaiting-trust\"")).as("asked again").isZero();
        assertThat(LauncherProcess.run(temp, "status", "--data=" + data)).contains("trusted");
        stop(second);
        assertThat(second.text()).as("what the second run tells").doesNotContain("awaiting-trust");
    }

    @Test
    void aPortThatIsTakenIsOneSentenceAndNothingIsLeftRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports[0] = "--http-port=" + taken.getLocalPort();
            LauncherProcess launcher = up("output.txt");

            assertThat(launcher.endsWithin(30)).isEqualTo(2);
            assertThat(launcher.text().strip()).isEqualTo("trustline: Port " + taken.getLocalPort()
                    + " (the registry's REST API) is taken by another program: stop it, or choose another port with --http-port.");
            assertThat(data.resolve("children")).doesNotExist();
        }
    }

    private LauncherProcess up(String output) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up", "--phones=1", "--auto-trust=1s", "--host=up", "--data=" + data));
        arguments.addAll(List.of(ports));
        LauncherProcess launcher = LauncherProcess.start(temp.resolve(output), arguments);
        started.add(launcher);
        return launcher;
    }

    private void stop(LauncherProcess launcher) throws InterruptedException {
        launcher.stop(PROCESSES);
        assertThat(data.resolve("children")).as("the ledger of children").doesNotExist();
    }
}
