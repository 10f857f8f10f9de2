package dev.trustline.allinone.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server in a folder of its own: it is watched, and comes back on the same data after a crash. */
class PostgresServerTest {
    @TempDir
    private Path temp;

    @Test
    void aServerThatIsKilledIsSeenAsFallenAndStartsAgainOnTheSameAddress() throws Exception {
        try (DataFolder data = DataFolder.open(temp)) {
            PostgresServer server = PostgresServer.start(data, LabMemory.in(data.root()));
            DatabaseAddress address = server.address();
            Watched watched = server.watched();
            assertThat(watched.runs().getAsBoolean()).isTrue();
            DatabaseProbe.mustAnswer(address);
            assertThatThrownBy(() -> DatabaseProbe.mustAnswer(new DatabaseAddress(address.jdbcUrl() + "_no", "postgres", "secretpw")))
                    .isInstanceOf(StartFailure.class).hasMessageContaining("cannot be used as user postgres").hasMessageNotContaining("secretpw");

            killHard(data);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !watched.runs().getAsBoolean());
            assertThatThrownBy(() -> DatabaseProbe.mustAnswer(address)).isInstanceOf(StartFailure.class);
            watched.start().run();

            assertThat(watched.runs().getAsBoolean()).isTrue();
            assertThatCode(() -> DatabaseProbe.mustAnswer(address)).doesNotThrowAnyException();
            server.stop();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !watched.runs().getAsBoolean());
        }
    }

    private static void killHard(DataFolder data) throws Exception {
        String pid = Files.readAllLines(data.root().resolve("postgres/postmaster.pid")).get(0).strip();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }
}
