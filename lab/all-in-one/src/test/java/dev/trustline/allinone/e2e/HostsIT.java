package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trustline.allinone.lab.HostSide;
import dev.trustline.allinone.lab.LabPart;
import dev.trustline.events.EventData;
import dev.trustline.events.Udid;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
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
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Hosts with a name, an absence or a clock that is wrong. Hosts do not touch each other, so cases of different hosts run side by side. */
class HostsIT extends EndToEnd {
    HostsIT(RunningLab lab) {
        super(lab);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(HOST)
    void ofTwoPairingServicesWithOneHostNameOneStopsAndNoPhoneIsPromptedTwice() throws Exception {
        LabPart first = runningPairing();
        Udid phone = waitingPhone();
        HostSide twin = lab.host(HOST, "twin-", HOST, RunningLab.environmentWith(Map.of()));

        twin.pairing().start();
        try {
            within(60).until(() -> !first.child().isAlive());
            assertThat(first.child().exitCode()).as("the older one says why it stopped").isEqualTo(3);
            assertThat(String.join("\n", first.child().log().lastLines(40))).contains("host-name-taken");
            within(30).until(twin.pairing()::isReady);

            phones.act(phone, "trust");
            Udid later = waitingPhone();
            phones.act(later, "trust");
            within(20).untilAsserted(() -> assertThat(registry.state(later, HOST)).as("the survivor works").startsWith("trusted"));
            within(20).untilAsserted(() -> assertThat(registry.state(phone, HOST)).startsWith("trusted"));
            assertThat(List.of(phones.prompts(phone), phones.prompts(later))).as("prompts of each phone").containsOnly(1);
        } finally {
            twin.pairing().stop();
            first.stop();
            start(first);
        }
    }

    /** This host's pairing-service, started if another case failed while it was down. */
    private LabPart runningPairing() throws Exception {
        LabPart pairing = lab.lab().hostSide().pairing();
        if (!pairing.child().isAlive()) {
            start(pairing);
        }
        return pairing;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(HOST)
    void aHostThatComesBackActsOnNoneOfAThousandOldCommandsAndOnTheOneThatIsAlive() throws Exception {
        LabPart pairing = runningPairing();
        Udid phone = trustedPhone();
        long before = answers(phone).size();
        pairing.stop();
        String alive;
        try (KafkaProducer<String, byte[]> producer = producer(); Admin admin = Admin.create(Map.of("bootstrap.servers", lab.kafka()))) {
            forgetGroup(admin, "pairing-service." + HOST);
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

    /** As if its offsets had expired. A static member stays in its group until its session has lapsed, so it is put out first. */
    private static void forgetGroup(Admin admin, String group) throws Exception {
        admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(HOST))))
                .all().get(20, TimeUnit.SECONDS);
        within(30).untilAsserted(() -> assertThatCode(() -> admin.deleteConsumerGroups(List.of(group)).all().get(20, TimeUnit.SECONDS))
                .doesNotThrowAnyException());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aHostWhoseClockIsThreeHoursAheadIsNeitherRefusedNorLost() throws Exception {
        pairsWithClock(RunningLab.AHEAD, Duration.ofHours(3));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aHostWhoseClockIsFortyDaysBehindIsNeitherRefusedNorLost() throws Exception {
        pairsWithClock(RunningLab.BEHIND, Duration.ofDays(-40));
    }

    /** Both services of that host are off by as much: the watcher's events, the results and the reports. */
    private void pairsWithClock(String host, Duration offset) throws Exception {
        Map<String, String> clock = Map.of("PAIRING_CLOCK_OFFSET", offset.toString(), "USB_WATCHER_CLOCK_OFFSET", offset.toString());
        HostSide side = lab.host(host, host + "-", host, RunningLab.environmentWith(clock));
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
            String command = registry.command(phone, host, "verify");
            within(20).untilAsserted(() -> assertThat(registry.outcome(command)).isEqualTo("done"));
            phones.act(phone, "unplug");
            within(10).untilAsserted(() -> assertThat(registry.relation(phone, host).orElseThrow().path("attached").asBoolean(true)).isFalse());

            mustBeOff(offset, clocks(Topic.PAIRING_RESULTS, PairingResult.class, phone.value()));
            mustBeOff(offset, clocks(Topic.DEVICE_EVENTS, DeviceEvent.class, phone.value()));
            mustBeOff(offset, clocks(Topic.HOSTS, HostReported.class, host + "/usb-watcher"));
            mustBeOff(offset, clocks(Topic.HOSTS, HostReported.class, host + "/pairing-service"));
        } finally {
            side.pairing().stop();
            side.watcher().stop();
        }
    }

    /** S10, S11: verified by itself; held by its own rule, over a restart, until it is released by REST; and held again by a person. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aHostThatSeveralPhonesForgetHoldsItselfOverARestartUntilItIsReleased() throws Exception {
        String host = RunningLab.HELD;
        HostSide side = lab.host(host, host + "-", host, RunningLab.environmentWith(Map.of("PAIRING_IDENTITY_LOSS_PHONES", "2", "PAIRING_VERIFY_EVERY", "1S")));
        List<Udid> both = List.of(phones.fresh(), phones.fresh());
        try {
            side.watcher().start();
            start(side.pairing());
            for (Udid phone : both) {
                phones.plug(phone, host);
                awaitState(phone, host, "awaiting-trust (dialog-shown)", 20);
                phones.act(phone, "trust");
                awaitState(phone, host, "trusted (user-accepted)", 20);
                within(10).until(() -> Management.of(side.pairing()).sum("trust_pairing_verifications_total", "occasion=\"schedule\",outcome=\"proven\"") > both.indexOf(phone));
                phones.act(phone, "unplug");
                phones.act(phone, "reset");
            }
            phones.plug(both.get(0), host);
            awaitState(both.get(0), host, "awaiting-trust (dialog-shown)", 20);
            phones.plug(both.get(1), host);
            awaitState(both.get(1), host, "unknown (held)", 20);
            awaitState(both.get(0), host, "unknown (held)", 20);
            within(10).untilAsserted(() -> assertThat(registry.holderOf(host)).isEqualTo("rule:host-identity-lost"));
            within(10).untilAsserted(() -> assertThat(registry.hosts().toString()).contains("\"host-identity-lost\""));
            restart(side.pairing());
            String refused = registry.command(both.get(1), host, "pair");
            within(20).untilAsserted(() -> assertThat(registry.outcome(refused)).isEqualTo("rejected"));
            assertThat(phones.prompts(both.get(1))).as("alerts").isEqualTo(1);

            registry.command(host, "release");
            awaitState(both.get(1), host, "awaiting-trust (dialog-shown)", 20);
            String hold = registry.command(host, "hold");
            within(20).untilAsserted(() -> assertThat(registry.outcome(hold)).isEqualTo("done"));
            within(10).untilAsserted(() -> assertThat(registry.holderOf(host)).isEqualTo("person:operator"));
            awaitState(both.get(1), host, "unknown (held)", 20);
        } finally {
            side.pairing().stop();
            side.watcher().stop();
        }
    }

    /** How far the host's clock, as {@code ce_time} shows it, is from this machine's, for each event with that key. */
    private <D extends EventData> List<Duration> clocks(Topic topic, Class<D> family, String key) {
        Instant now = Instant.now();
        return events.events(topic, family, key).map(e -> Duration.between(now, e.envelope().time())).toList();
    }

    private static void mustBeOff(Duration offset, List<Duration> clocks) {
        assertThat(clocks).isNotEmpty();
        assertThat(clocks).allSatisfy(c -> assertThat(c).isBetween(offset.minusMinutes(5), offset.plusMinutes(1)));
    }

    private List<String> answers(Udid phone) {
        return events.events(Topic.PAIRING_RESULTS, PairingResult.class, phone.value())
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
