package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.process.Ports;
import dev.trustline.events.topic.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker and a database that somebody else runs: what is missing or wrong there is said, and they stay when the lab goes. Needs no other lab. */
class ForeignServersIT {
    /** Phones and services: no broker. */
    private static final int PROCESSES = 4;

    @TempDir
    private static Path servers;

    private static ForeignServers foreign;

    @TempDir
    private Path temp;

    private final List<LauncherProcess> launchers = new ArrayList<>();

    @BeforeAll
    static void startServers() throws Exception {
        foreign = ForeignServers.start(servers);
    }

    @AfterAll
    static void stopServers() {
        if (foreign != null) {
            foreign.close();
        }
    }

    @BeforeEach
    void beginEmpty() throws Exception {
        foreign.empty();
    }

    @AfterEach
    void endWhatRuns() {
        launchers.forEach(LauncherProcess::kill);
    }

    @Test
    void upWorksOnABrokerAndADatabaseOfOthersAndLeavesBothRunning() throws Exception {
        LauncherProcess launcher = up("up.txt");
        launcher.awaitText("trusted (user-accepted)", 60);
        launcher.awaitText("The lab is up after", 30);

        assertThat(launcher.text()).contains(Topic.values().length + " topics created").contains(foreign.kafka()).contains(foreign.database().jdbcUrl())
                .contains("user lab, password as given").doesNotContain(ForeignServers.PASSWORD).doesNotContain("starting the Kafka broker");
        assertThat(LauncherProcess.run(temp, "status", "--data=" + data())).contains("trusted");
        assertThat(LauncherProcess.run(temp, "dlq", "list", "--data=" + data())).as("the tools find the broker").doesNotContain("trustline:");
        launcher.stop(PROCESSES);

        assertThat(foreign.run()).as("broker and database run").isTrue();
        assertThat(foreign.topics()).containsAll(Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        assertThat(foreign.trustedPhones()).as("phones in the database").isEqualTo(1);
        assertThat(data()).satisfies(d -> assertThat(d.resolve("kafka")).doesNotExist()).satisfies(d -> assertThat(d.resolve("postgres")).doesNotExist());
        assertThat(data().resolve("children")).as("the ledger of children").doesNotExist();
    }

    @Test
    void upRefusesATopicThatWouldLoseDataAndSaysWhatMendsIt() throws Exception {
        foreign.createTopic(Topic.TRUST_STATE, Map.of("cleanup.policy", "delete"));

        LauncherProcess launcher = up("refused.txt");
        assertThat(launcher.endsWithin(20)).isEqualTo(2);
        assertThat(launcher.text()).contains("trustline: The topics at " + foreign.kafka() + " are not as this version needs them")
                .contains("topic " + Topic.TRUST_STATE.topicName() + " has cleanup.policy=delete instead of compact");
        assertThat(data().resolve("children")).as("the ledger of children").doesNotExist();
        assertThat(foreign.topics()).as("nothing is created beside it").doesNotContain(Topic.HOSTS.topicName());

        Set<String> commands = PrintedCommand.in(launcher.text());
        assertThat(commands).singleElement().asString().startsWith("kafka-configs.sh --bootstrap-server " + foreign.kafka());
        PrintedCommand.runner(foreign, temp.resolve("tools")).run(commands.iterator().next());
        up("mended.txt").awaitText(Topic.values().length - 1 + " topics created", 20);
    }

    private Path data() {
        return temp.resolve("lab");
    }

    private LauncherProcess up(String output) throws Exception {
        LauncherProcess launcher = LauncherProcess.start(temp.resolve(output), List.of("up", "--phones=1", "--auto-trust=1s", "--host=guest", "--data=" + data(),
                "--kafka=" + foreign.kafka(), "--postgres=" + foreign.postgres(),
                "--http-port=" + Ports.free(), "--lab-http-port=" + Ports.free(), "--mux-port=" + Ports.free()));
        launchers.add(launcher);
        return launcher;
    }
}
