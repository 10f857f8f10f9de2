package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trustline.allinone.lab.RegistrySide;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.trust.TrustStateChanged;
import dev.trustline.allinone.process.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        pause(20);
        lab.lab().backbone().broker().orElseThrow().startAgain();

        within(45).untilAsserted(() -> assertThat(registry.state(phone, HOST)).startsWith("trusted"));
        within(45).untilAsserted(() -> assertThat(registry.state(untouched, HOST)).isIn("awaiting-trust (dialog-shown)", "timed-out (dialog-unanswered)"));
        assertThat(phones.prompts(phone)).isEqualTo(1);
        phones.act(untouched, "trust");
        awaitState(untouched, "trusted (user-accepted)");
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
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(29));
            host.flush();
            lab.lab().backbone().postgres().orElseThrow().startAgain();

            awaitAllTrusted(host, 1_100, 60);
            assertAppliedOnce(host, 1_100);
            assertThat(deadLetters(host)).as("an outage dead-letters nothing").isEmpty();
        }
    }

    @Test
    void killingTheRegistryDuringABurstLosesNothingAndAppliesNothingTwice() throws Exception {
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "load-kill")) {
            host.burst(20_000, 400);
            within(20).until(() -> registry.relation(SyntheticHost.phone(20_010), host.name()).isPresent());
            lab.lab().registry().part().kill();
            host.burst(20_400, 400);
            host.flush();
            start(lab.lab().registry().part());

            awaitAllTrusted(host, 800, 60);
            assertAppliedOnce(host, 800);
        }
    }

    @Test
    void aSecondCopyThatJoinsDuringABurstAppliesNothingTwice() throws Exception {
        try (SyntheticHost host = new SyntheticHost(lab.kafka(), "load-second")) {
            RegistrySide second = new RegistrySide(lab.lab().surroundings(), "trust-registry-2", lab.kafka(), lab.lab().backbone().database(),
                    lab.lab().passwordFile(), Ports.free(), Map.of("TRUST_REGISTRY_INSTANCE", "second"));
            host.burst(30_000, 300);
            second.part().start();
            for (int i = 1; i <= 10; i++) {
                host.burst(30_000 + 300 * i, 30);
                pause(1);
            }
            second.part().awaitReady();
            host.flush();

            awaitAllTrusted(host, 600, 45);
            assertAppliedOnce(host, 600);
            second.part().stop();
        }
    }

    private void awaitAllTrusted(SyntheticHost host, int count, int seconds) {
        // Two pages of hundreds of relations: asked seldom, not to be a load of its own.
        within(seconds).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            List<JsonNode> relations = registry.relationsOf(host.name());
            assertThat(relations).hasSize(count);
            assertThat(relations).allSatisfy(r -> assertThat(r.path("state").asText()).isEqualTo("trusted"));
        });
    }

    /** A publisher that died between Kafka's commit and its own mark sends an event again: with the same id, which is no second change. */
    private void assertAppliedOnce(SyntheticHost host, int count) {
        within(20).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<String, Set<String>> idsByStep = events.events(Topic.TRUST_CHANGES, TrustStateChanged.class)
                    .filter(e -> e.data().host().equals(host.name()))
                    .collect(Collectors.groupingBy(e -> e.data().udid() + " " + e.data().to().wireText(),
                            Collectors.mapping(e -> e.envelope().id() + " version " + e.data().version(), Collectors.toSet())));
            assertThat(idsByStep).as("every step of every phone").hasSize(2 * count);
            assertThat(idsByStep).allSatisfy((step, ids) -> assertThat(ids).as(step).hasSize(1));
        });
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
