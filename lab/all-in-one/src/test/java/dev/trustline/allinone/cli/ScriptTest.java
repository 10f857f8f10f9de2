package dev.trustline.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code trustline} itself: what it refuses before any Java of ours runs. */
class ScriptTest {
    private static final Path SCRIPT = Path.of("../../trustline").toAbsolutePath().normalize();
    @TempDir
    private Path temp;

    @Test
    void aJdkThatIsTooOldIsNamedWithItsVersion() throws Exception {
        Path home = javaThatSays("java.specification.version = 11");

        Run run = run(Map.of("JAVA_HOME", home.toString()), "up");

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.output.strip()).isEqualTo(
                "trustline: Java 11 is too old (" + home + "/bin/java): install a JDK 17 or newer, or set JAVA_HOME to one.");
    }

    @Test
    void aJavaOfTheOldCountingIsEight() throws Exception {
        Path home = javaThatSays("java.specification.version = 1.8");

        assertThat(run(Map.of("JAVA_HOME", home.toString()), "status").output).contains("Java 8 is too old");
    }

    @Test
    void aJavaThatDoesNotRunIsNamed() throws Exception {
        Path home = javaThatSays("no such thing");

        Run run = run(Map.of("JAVA_HOME", home.toString()), "up");

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.output).contains(home + "/bin/java does not tell its version");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Run run = run(Map.of("JAVA_HOME", temp.toString()), "up");

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.output).isEqualToIgnoringNewLines("trustline: JAVA_HOME is " + temp + ", but there is no bin/java in it: set it to a JDK 17 or newer.");
    }

    @Test
    void anUnknownCommandShowsTheHelp() throws Exception {
        Run run = run(Map.of(), "dance");

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.output).startsWith("trustline: there is no command \"dance\".").contains("./trustline up");
    }

    @Test
    void theVersionIsTold() throws Exception {
        assertThat(run(Map.of(), "--version").output).matches("trustline \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void testTakesNoOtherOptionAndNeedsMaven() throws Exception {
        Run wrong = run(Map.of(), "test", "--fast");
        assertThat(wrong.exitCode).isEqualTo(2);
        assertThat(wrong.output).contains("takes only --full");

        Run without = run(Map.of("MVN", "no-such-maven"), "test");
        assertThat(without.exitCode).isEqualTo(2);
        assertThat(without.output).contains("Maven was not found");
    }

    private Path javaThatSays(String line) throws IOException {
        Path bin = Files.createDirectories(temp.resolve("jdk/bin"));
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho '    " + line + "' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin.getParent();
    }

    private Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Path output = temp.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Run(int exitCode, String output) {}
}
