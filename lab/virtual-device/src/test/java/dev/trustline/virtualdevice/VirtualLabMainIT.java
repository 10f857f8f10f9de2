package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab as a process of its own. */
class VirtualLabMainIT {
    @TempDir
    private Path folder;

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // as the tests themselves run: their class path holds this log manager, a newer Java logs the exit code through it
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                VirtualLabMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    @Test
    void itSaysReadyAndLeavesNothingBehindOnSigterm() throws Exception {
        Path socket = folder.resolve("mux");
        Process lab = start(
                "--phones", "2", "--http-port", "0", "--host", "left=0," + socket, "--host", "right",
                "--auto-trust", "250ms", "--data", folder.resolve("data").toString(),
                "--personality", "1:locked", "2:ios=16.1");
        BufferedReader out = new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine())
                .matches("READY http=http://127\\.0\\.0\\.1:\\d+/ token=\\S{32}"
                        + " left=127\\.0\\.0\\.1:\\d+,unix:\\S+ right=127\\.0\\.0\\.1:\\d+");
        assertThat(socket).exists();
        lab.toHandle().destroy();
        assertThat(lab.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(out.readLine()).isNull();
        assertThat(socket).doesNotExist();
        assertThat(errors()).doesNotContain("Exception");
    }

    @Test
    void aTakenPortIsOneSentenceAndExitCodeTwo() throws Exception {
        try (VirtualLab running = VirtualLab.start(LabOptions.builder().build())) {
            String port = String.valueOf(running.host().muxAddress().orElseThrow().getPort());
            Process lab = start("--mux-port", port, "--http-port", "0");
            assertThat(lab.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(lab.exitValue()).isEqualTo(2);
            assertThat(errors().lines()).singleElement().asString().contains("port " + port).contains("is taken");
        }
    }

    @Test
    void wrongOptionsAreExplained() throws Exception {
        Process lab = start("--personality", "sleepy");
        assertThat(lab.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.exitValue()).isEqualTo(2);
        assertThat(errors()).startsWith("unknown personality 'sleepy'");
    }
}
