package dev.trustline.allinone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    private Path temp;

    @Test
    void aChildThatEndsBeforeItIsReadyIsNamedWithItsLastLines() throws Exception {
        ChildProcess child = start("echo first; echo second; exit 3");

        assertThatThrownBy(() -> Readiness.await(child, Duration.ofSeconds(10), () -> false))
                .isInstanceOfSatisfying(StartFailure.class, e -> {
                    assertThat(e).hasMessageContaining("The victim ended with exit code 3");
                    assertThat(e.logLines()).containsExactly("first", "second");
                });
    }

    @Test
    void aChildThatIsNotReadyInTimeIsNamed() throws Exception {
        ChildProcess child = start("sleep 30");

        assertThatThrownBy(() -> Readiness.await(child, Duration.ofMillis(200), () -> false)).hasMessageContaining("was not ready within");
        child.kill();
    }

    @Test
    void aChildSurvivesTheTerminalsInterruptAndEndsWhenItIsStopped() throws Exception {
        ChildProcess child = start("sleep 30");
        Readiness.await(child, Duration.ofSeconds(5), () -> child.isAlive());

        new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
        assertThat(child.endsWithin(Duration.ofMillis(300))).isFalse();
        child.stop(Duration.ofSeconds(5));

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void theNextLauncherEndsWhatAKilledOneLeft() throws Exception {
        ChildProcess child = start("sleep 30");

        int ended = new ChildLedger(temp.resolve("children")).endLeftovers();

        assertThat(ended).isEqualTo(1);
        assertThat(child.endsWithin(Duration.ofSeconds(5))).isTrue();
        assertThat(new ChildLedger(temp.resolve("children")).endLeftovers()).isZero();
    }

    private ChildProcess start(String script) throws StartFailure {
        ChildSpec spec = new ChildSpec("victim", List.of("sh", "-c", script), Map.of(), temp);
        return ChildProcess.start(spec, temp.resolve("logs"), new ChildLedger(temp.resolve("children")));
    }
}
