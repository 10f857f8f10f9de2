package dev.trustline.allinone.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.envelope.EventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {

    @TempDir
    Path folder;

    @Test
    void aServiceStartsWithTheArchiveOfItsClassesWhereTheBuildHasMadeOne() throws IOException {
        Path jar = folder.resolve("quarkus-run.jar");
        assertThat(JavaCommand.service(List.of("-Xmx64m"), jar)).endsWith("-Xmx64m", "-jar", "quarkus-run.jar");

        Files.createFile(folder.resolve("app-cds.jsa"));
        assertThat(JavaCommand.service(List.of("-Xmx64m"), jar)).contains("-XX:SharedArchiveFile=app-cds.jsa")
                .endsWith("-jar", "quarkus-run.jar");
    }

    @Test
    void anArchiveOfAnotherJavaIsPassedOverWithoutAWord() throws Exception {
        Files.write(folder.resolve("app-cds.jsa"), new byte[4096]);
        List<String> command = JavaCommand.service(ServiceJvm.options(EventSource.TRUST_REGISTRY), folder.resolve("quarkus-run.jar"));
        List<String> asksVersion = new java.util.ArrayList<>(command.subList(0, command.size() - 2));
        asksVersion.add("-version");

        Process process = new ProcessBuilder(asksVersion).directory(folder.toFile()).start();
        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(new String(process.getErrorStream().readAllBytes()).lines()).first().asString().contains("version");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void onlyTheServiceThatCalculatesRsaHasTheSecondCompiler() {
        assertThat(ServiceJvm.options(EventSource.PAIRING_SERVICE)).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(ServiceJvm.options(EventSource.USB_WATCHER)).contains("-XX:TieredStopAtLevel=1", "-Xmx64m");
        assertThat(ServiceJvm.options(EventSource.TRUST_REGISTRY)).contains("-XX:TieredStopAtLevel=1", "-Xmx128m");
    }
}
