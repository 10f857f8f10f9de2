package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.lab.HostSide;
import dev.trustline.allinone.lab.Installation;
import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.lab.RegistrySide;
import dev.trustline.allinone.lab.Surroundings;
import dev.trustline.allinone.process.ChildLedger;
import dev.trustline.allinone.process.Ports;
import dev.trustline.events.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
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
    private final List<LabPart> parts = new ArrayList<>();

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
        parts.forEach(LabPart::stop);
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

        assertThat(launcher.text()).contains("the broker " + foreign.kafka() + " and the database that you named, which run on.");
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

    @Test
    void aServiceWithoutItsTopicsEndsWithCodeTwoAndStartsOnceThePrintedCommandsHaveRun() throws Exception {
        try (DataFolder folder = DataFolder.open(temp.resolve("services"))) {
            LabMemory memory = LabMemory.in(folder.root());
            Surroundings around = new Surroundings(new Installation(LauncherProcess.root()), folder, memory, new ChildLedger(folder.root().resolve("children")));
            HostSide host = new HostSide(around, foreign.kafka(), "bare", "", "127.0.0.1:" + Ports.free(), "usbmux", Map.of());
            RegistrySide registry = new RegistrySide(around, "trust-registry", foreign.kafka(), foreign.database(),
                    Secrets.in(folder).password("operator-password"), Ports.free(), Map.of());
            parts.addAll(List.of(registry.part(), host.watcher(), host.pairing()));

            Set<String> commands = new TreeSet<>();
            startAll();
            for (LabPart part : parts) {
                commands.addAll(commandsOfOneThatRefuses(part));
            }
            assertThat(commands).as("a command for each topic").hasSize(Topic.values().length);
            PrintedCommand runner = PrintedCommand.runner(foreign, temp.resolve("tools"));
            for (String command : commands) {
                runner.run(command);
            }

            startAll();
            registry.part().awaitReady();
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                    .untilAsserted(() -> assertThat(Management.of(host.watcher()).health()).as("no phones here, but a broker").contains("answers"));
            assertThat(parts).allSatisfy(part -> assertThat(part.child().isAlive()).as(part.name()).isTrue());
            parts.forEach(LabPart::stop);
        }
    }

    private void startAll() throws Exception {
        for (LabPart part : parts) {
            part.start();
        }
    }

    private static Set<String> commandsOfOneThatRefuses(LabPart part) throws InterruptedException {
        assertThat(part.child().endsWithin(Duration.ofSeconds(40))).as("%s ended", part.name()).isTrue();
        String log = String.join("\n", part.child().log().lastLines(200));
        assertThat(part.child().exitCode()).as(log).isEqualTo(2);
        Set<String> commands = PrintedCommand.in(log);
        assertThat(commands).as("what %s prints: %s", part.name(), log).isNotEmpty();
        return commands;
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
