package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trustline.allinone.lab.HostSide;
import dev.trustline.allinone.lab.LabPart;
import dev.trustline.events.Udid;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.result.PairingResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Hosts with a name, an absence or a clock that is wrong. */
class HostsIT extends EndToEnd {
    HostsIT(RunningLab lab) {
        super(lab);
    }

    @Test
    void ofTwoPairingServicesWithOneHostNameOneStopsAndNoPhoneIsPromptedTwice() throws Exception {
        Udid phone = waitingPhone();
        LabPart first = lab.lab().hostSide().pairing();
        HostSide twin = lab.host(HOST, "twin-", HOST, RunningLab.environmentWith(Map.of()));

        twin.pairing().start();
        within(40).until(() -> !first.child().isAlive() || !twin.pairing().child().isAlive() || first.isReady() ^ twin.pairing().isReady());
        LabPart loser = within(40).until(() -> loser(first, twin.pairing()), java.util.Objects::nonNull);

        assertThat(String.join("\n", loser.child().log().lastLines(40))).contains("host-name-taken");
        assertThat(phones.prompts(phone)).isEqualTo(1);
        twin.pairing().stop();
        first.stop();
        start(first);
        phones.act(phone, "trust");
        within(20).untilAsserted(() -> assertThat(registry.state(phone, HOST)).startsWith("trusted"));
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    private static LabPart loser(LabPart first, LabPart second) {
        if (!first.child().isAlive()) {
            return first;
        }
        return second.child().isAlive() ? null : second;
    }

    @Test
    void aHostThatComesBackActsOnNoneOfAThousandOldCommandsAndOnTheOneThatIsAlive() throws Exception {
        Udid phone = trustedPhone();
        LabPart pairing = lab.lab().hostSide().pairing();
        long before = answers(phone).size();
        pairing.stop();
        String alive;
        try (KafkaProducer<String, byte[]> producer = producer(); Admin admin = Admin.create(Map.of("bootstrap.servers", lab.kafka()))) {
            // A static member stays in its group until its session has lapsed.
            within(30).untilAsserted(() -> assertThatCode(() -> admin.deleteConsumerGroups(List.of("pairing-service." + HOST)).all()
                    .get(20, TimeUnit.SECONDS)).doesNotThrowAnyException());
            EventNumbering numbering = new EventNumbering(EventSource.registry(), System.currentTimeMillis(), Clock.systemUTC());
            Future<RecordMetadata> last = null;
            for (int i = 0; i < 1_000; i++) {
                last = send(producer, numbering.envelope(phone.value()), phone, Instant.now().minus(Duration.ofHours(1)));
            }
            Envelope living = numbering.envelope(phone.value());
            alive = living.id().toString();
            send(producer, living, phone, Instant.now().plus(Duration.ofMinutes(10))).get(20, TimeUnit.SECONDS);
            last.get(20, TimeUnit.SECONDS);
        }

        start(pairing);

        within(20).untilAsserted(() -> assertThat(answers(phone)).contains("trust.verified of " + alive));
        assertThat(answers(phone).stream().skip(before).filter(a -> a.startsWith("trust.verified of ")).toList())
                .as("only the living command was acted on").containsExactly("trust.verified of " + alive);
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    @Test
    void aHostWhoseClockIsThreeHoursAheadIsNeitherRefusedNorLost() throws Exception {
        pairsWithClock(RunningLab.AHEAD, "PT3H");
    }

    @Test
    void aHostWhoseClockIsFortyDaysBehindIsNeitherRefusedNorLost() throws Exception {
        pairsWithClock(RunningLab.BEHIND, "-PT960H");
    }

    private void pairsWithClock(String host, String offset) throws Exception {
        HostSide side = lab.host(host, host + "-", host, RunningLab.environmentWith(Map.of("TRUSTLINE_CLOCK_OFFSET", offset, "PAIRING_CLOCK_OFFSET", offset, "USB_WATCHER_CLOCK_OFFSET", offset)));
        Udid phone = phones.fresh();
        try {
            side.watcher().start();
            side.pairing().start();
            side.watcher().awaitReady();
            side.pairing().awaitReady();

            phones.plug(phone, host);
            awaitState(phone, host, "awaiting-trust (dialog-shown)", 20);
            phones.act(phone, "trust");

            awaitState(phone, host, "trusted (user-accepted)", 20);
            Duration off = Duration.between(Instant.now(), timeOfLastResult(phone));
            assertThat(off.abs()).as("the host's own clock is shown in ce_time").isGreaterThan(Duration.ofHours(2));
            String command = registry.command(phone, host, "verify");
            within(20).untilAsserted(() -> assertThat(registry.outcome(command)).isEqualTo("done"));
        } finally {
            side.pairing().stop();
            side.watcher().stop();
        }
    }

    private Instant timeOfLastResult(Udid phone) {
        return events.events(Topic.PAIRING_RESULTS, PairingResult.class).filter(e -> e.data().subject().equals(phone.value()))
                .map(e -> e.envelope().time()).reduce((a, b) -> b).orElseThrow();
    }

    private List<String> answers(Udid phone) {
        return events.events(Topic.PAIRING_RESULTS, PairingResult.class).filter(e -> e.data().subject().equals(phone.value()))
                .map(e -> e.data().type().shortName() + e.envelope().causationId().map(id -> " of " + id).orElse("")).toList();
    }

    private Future<RecordMetadata> send(KafkaProducer<String, byte[]> producer, Envelope envelope, Udid phone, Instant until) {
        Event<VerificationRequested> command = new Event<>(envelope.addressedTo(HOST, until), new VerificationRequested(phone, HOST, "a test"));
        return producer.send(new KafkaRecords(new EventCodec()).command(command));
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, lab.kafka(), ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(), new ByteArraySerializer());
    }
}
