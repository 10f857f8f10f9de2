package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.lab.RegistrySide;
import dev.trustline.allinone.process.Ports;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.trust.RelationState;
import dev.trustline.events.trust.TrustStateChanged;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broker, database and registry go away under load: nothing is lost, nothing is applied twice. */
class OutagesIT extends EndToEnd {
    OutagesIT(RunningLab lab) {
        super(lab);
    }

    /** These run one after the other and each stops something: none inherits what another left down. */
    @BeforeEach
    void everythingRunsAgain() throws Exception {
        lab.mend();
    }

    @Test
    void aTapWhileTheBrokerIsDownForTwentySecondsArrives() throws Exception {
        Udid phone = waitingPhone();
        Udid untouched = phones.fresh();

        lab.lab().backbone().broker().orElseThrow().stop();
        phones.act(phone, "trust");
        phones.plug(untouched);
        pause(17);
        aBrokerThatIsAwayMakesThePairingServiceUnreadyAndNobodyDead();
        pause(3);
        lab.lab().backbone().broker().orElseThrow().startAgain();

        within(45).untilAsserted(() -> assertThat(registry.state(phone, HOST)).startsWith("trusted"));
        within(45).untilAsserted(() -> assertThat(registry.state(untouched, HOST)).isIn("awaiting-trust (dialog-shown)", "timed-out (dialog-unanswered)"));
        assertThat(phones.prompts(phone)).isEqualTo(1);
        phones.act(untouched, "trust");
        awaitState(untouched, "trusted (user-accepted)");
    }

    private void aBrokerThatIsAwayMakesThePairingServiceUnreadyAndNobodyDead() {
        within(10).untilAsserted(() -> assertThat(Management.of(lab.lab().hostSide().pairing()).readiness()).as("pairing-service ready").isEqualTo(503));
        assertThat(Management.of(lab.lab().registry()).readiness()).as("a registry that has caught up answers questions without a broker").isEqualTo(200);
        assertThat(Management.ofAll(lab)).allSatisfy(m -> assertThat(m.liveness()).isEqualTo(200));
    }

    @Test
    void theDatabaseMayBeAwayForThirtySecondsUnderLoad() throws Exception {
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "load-database")) {
            host.burst(10_000, 100);
            lab.lab().backbone().postgres().orElseThrow().stop();
            long began = System.nanoTime();
            for (int i = 1; i <= 10; i++) {
                host.burst(10_000 + 100 * i, 100);
                pause(3);
                if (i == 4) {
                    aDatabaseThatIsAwayMakesTheRegistryUnreadyAndNotDead();
                }
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(29));
            host.flush();
            lab.lab().backbone().postgres().orElseThrow().startAgain();

            awaitAllTrusted(registry, host, 1_100, 60);
            assertAppliedOnce(host, 1_100);
            assertThat(deadLetters(host)).as("an outage dead-letters nothing").isEmpty();
        }
    }

    private void aDatabaseThatIsAwayMakesTheRegistryUnreadyAndNotDead() {
        Management management = Management.of(lab.lab().registry());
        within(10).untilAsserted(() -> assertThat(management.readiness()).as("registry ready").isEqualTo(503));
        assertThat(management.liveness()).as("registry live").isEqualTo(200);
        HttpResponse<String> answer = registry.answerTo("/api/v1/hosts");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void killingTheRegistryDuringABurstLosesNothingAndAppliesNothingTwice() throws Exception {
        int count = 3_000;
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "load-kill")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> host.burst(20_000, count));
            within(20).until(() -> registry.relation(SyntheticHost.phone(20_010), host.name()).isPresent());
            lab.lab().registry().part().kill();
            sending.get(30, TimeUnit.SECONDS);
            host.flush();
            pause(1);
            assertThat(steps(host).size()).as("steps published before the kill, of %s", 2 * count).isLessThan(2 * count);
            start(lab.lab().registry().part());

            awaitAllTrusted(registry, host, count, 60);
            assertAppliedOnce(host, count);
        }
    }

    @Test
    void aSecondCopyThatJoinsDuringABurstAppliesNothingTwiceAndPublishesOnceTheFirstIsKilled() throws Exception {
        RegistrySide first = lab.lab().registry();
        RegistrySide second = new RegistrySide(lab.lab().surroundings(), "trust-registry-2", lab.kafka(), lab.lab().backbone().database(),
                lab.lab().passwordFile(), Ports.free(), Map.of("TRUST_REGISTRY_INSTANCE", "second"));
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "load-second"); Load load = Load.on(host, 30_000)) {
            second.part().start();
            second.part().awaitReady();
            within(20).untilAsserted(() -> assertThat(Management.of(second).sum("trust_registry_events_total", "outcome=\"applied\""))
                    .as("what the second copy applied").isPositive());
            within(10).untilAsserted(() -> assertThat(publishers(first, second)).isEqualTo(1));
            boolean firstPublishes = publishers(first) == 1;
            RegistrySide survivor = firstPublishes ? second : first;

            (firstPublishes ? first : second).part().kill();
            within(20).untilAsserted(() -> assertThat(publishers(survivor)).as("the survivor publishes").isEqualTo(1));
            pause(2);
            int count = load.stop();

            awaitAllTrusted(new Registry(survivor.address(), Secrets.read(lab.lab().passwordFile())), host, count, 45);
            assertAppliedOnce(host, count);
        } finally {
            try {
                lab.mend();
            } finally {
                second.part().stop();
            }
        }
        within(20).untilAsserted(() -> assertThat(publishers(first)).as("the lab's own copy publishes again").isEqualTo(1));
    }

    @Test
    void anOlderBackupOfTheDatabaseOverwritesNothingWhenTheRegistryStartsOnIt() throws Exception {
        LabPart part = lab.lab().registry().part();
        DatabaseBackup backup = new DatabaseBackup(lab.lab().backbone().database());
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "older-backup")) {
            Udid phone = SyntheticHost.phone(40_000);
            host.send(host.awaitingTrust(phone, 1));
            within(10).untilAsserted(() -> assertThat(registry.state(phone, host.name())).isEqualTo("awaiting-trust (dialog-shown)"));
            part.kill();
            backup.take();
            start(part);
            host.send(host.trusted(phone, 1));
            within(10).until(() -> steps(host).size() == 2);

            part.kill();
            backup.putBack();
            start(part);

            assertThat(registry.state(phone, host.name())).as("when the registry says ready").isEqualTo("trusted (user-accepted)");
            host.send(host.awaitingTrust(phone, 2));
            within(10).untilAsserted(() -> assertThat(registry.history(phone, host.name())).hasSize(3));
            List<Long> versions = events.events(Topic.TRUST_STATE, RelationState.class)
                    .filter(e -> e.data().udid().equals(phone) && e.data().host().equals(host.name())).map(e -> e.data().version()).toList();
            assertThat(versions).as("versions published").isSorted();
            assertThat(steps(host).get(phone + " trusted")).as("numbers of the change to trusted").hasSize(1);
        }
    }

    private static int publishers(RegistrySide... copies) {
        return (int) Arrays.stream(copies).mapToDouble(c -> Management.of(c).sum("trust_registry_publisher")).sum();
    }

    private static void awaitAllTrusted(Registry at, SyntheticHost host, int count, int seconds) {
        // Pages of hundreds of relations: asked seldom, not to be a load of its own.
        within(seconds).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            List<JsonNode> relations = at.relationsOf(host.name());
            assertThat(relations).hasSize(count);
            assertThat(relations).allSatisfy(r -> assertThat(r.path("state").asText()).isEqualTo("trusted"));
        });
    }

    /** A publisher that died between Kafka's commit and its own mark sends an event again: with the same id, which is no second change. */
    private void assertAppliedOnce(SyntheticHost host, int count) {
        within(20).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<String, Set<String>> idsByStep = steps(host);
            assertThat(idsByStep).as("every step of every phone").hasSize(2 * count);
            assertThat(idsByStep).allSatisfy((step, ids) -> assertThat(ids).as(step).hasSize(1));
        });
    }

    /** By phone and state: the ids of the published changes to it. */
    private Map<String, Set<String>> steps(SyntheticHost host) {
        return events.events(Topic.TRUST_CHANGES, TrustStateChanged.class)
                .filter(e -> e.data().host().equals(host.name()))
                .collect(Collectors.groupingBy(e -> e.data().udid() + " " + e.data().to().wireText(),
                        Collectors.mapping(e -> e.envelope().id() + " version " + e.data().version(), Collectors.toSet())));
    }

    private List<String> deadLetters(SyntheticHost host) {
        return events.of(Topic.PAIRING_RESULTS.deadLetterQueueOf(EventSource.TRUST_REGISTRY)).map(r -> String.valueOf(r.key()))
                .filter(key -> registry.relation(Udid.parse(key), host.name()).isPresent()).toList();
    }

    /** The outage itself is what is waited for: time that passes is the case. */
    private static void pause(int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Awaitility.await().atMost(Duration.ofSeconds(seconds + 5L)).until(() -> System.nanoTime() >= end);
    }
}
