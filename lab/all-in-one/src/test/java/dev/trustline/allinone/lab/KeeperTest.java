package dev.trustline.allinone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.process.ChildLog;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
    private final List<String> said = new ArrayList<>();
    @TempDir
    private Path logs;
    private boolean runs;
    private int starts;

    @BeforeEach
    void logOfTheServer() throws Exception {
        Files.writeString(logs.resolve("server.log"), "started\nout of memory\n");
    }

    @Test
    void whatFellIsStartedAgainAndSaidWithItsLastLines() throws Exception {
        Keeper keeper = new Keeper(said::add, () -> false);

        assertThat(keeper.keep(List.of(server(() -> runs = true)))).isTrue();

        assertThat(runs).isTrue();
        assertThat(said.get(0)).startsWith("The server ended with exit code 137 and is started again; its log is ");
        assertThat(said).contains("    | out of memory", "The server is ready again.");
    }

    @Test
    void whatRunsIsLeftAlone() throws Exception {
        runs = true;

        assertThat(new Keeper(said::add, () -> false).keep(List.of(server(() -> { })))).isTrue();

        assertThat(starts).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void whatFallsTheFourthTimeEndsTheLab() throws Exception {
        Keeper keeper = new Keeper(said::add, () -> false);
        List<Watched> all = List.of(server(() -> { }));

        for (int i = 0; i < 3; i++) {
            assertThat(keeper.keep(all)).isTrue();
        }
        assertThat(keeper.keep(all)).isFalse();

        assertThat(starts).isEqualTo(3);
        assertThat(said).anyMatch(line -> line.contains("for the 4th time, so the lab stops"));
    }

    @Test
    void whatDoesNotComeBackEndsTheLab() throws Exception {
        Watched broken = server(() -> {
            throw new StartFailure("The server does not start.");
        });

        assertThat(new Keeper(said::add, () -> false).keep(List.of(broken))).isFalse();

        assertThat(said).contains("The server does not start. So the lab stops.");
    }

    @Test
    void whatEndsBecauseTheLabIsStoppedIsNotStartedAgain() throws Exception {
        assertThat(new Keeper(said::add, () -> true).keep(List.of(server(() -> { })))).isTrue();

        assertThat(starts).isZero();
        assertThat(said).isEmpty();
    }

    private Watched server(Watched.Start start) {
        return new Watched("server", () -> runs, () -> "ended with exit code 137", ChildLog.in(logs, "server"), () -> {
            starts++;
            start.run();
        });
    }
}
