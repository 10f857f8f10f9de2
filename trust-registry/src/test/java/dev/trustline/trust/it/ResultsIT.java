package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.EventData;
import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Verified;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.trust.RelationState;
import dev.trustline.events.trust.TrustStateChanged;
import dev.trustline.events.TrustStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class ResultsIT extends ServiceIT {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final EventCodec codec = new EventCodec();

    @Test
    void aTapBecomesTrustedInRestAndOnBothTopics() throws Exception {
        lab.send(lab.attached(phone), lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))));
        soon().until(() -> "awaiting-trust".equals(state(phone)));
        Envelope traced = lab.pairing().envelope(phone.value()).tracedBy(TRACE);
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1)), traced));
        soon().until(() -> "trusted".equals(state(phone)));

        assertThat(this.<String>field(phone, "deviceName")).isEqualTo("Lab phone");
        assertThat(this.<Boolean>field(phone, "attached")).isTrue();
        assertThat(this.<String>field(phone, "recordFingerprint")).isEqualTo("ab".repeat(32));
        try (Tail states = new Tail(bootstrap, Topic.TRUST_STATE); Tail changes = new Tail(bootstrap, Topic.TRUST_CHANGES)) {
            soon().until(() -> changes.matching(r -> r.key().equals(phone.value())).size() == 2);
            soon().until(() -> states.matching(r -> r.key().equals(phone + "/" + host)).stream().anyMatch(this::isTrusted));
            ConsumerRecord<String, byte[]> last = changes.matching(r -> r.key().equals(phone.value())).get(1);
            Event<TrustStateChanged> change = codec.read(last.headers(), last.value(), TrustStateChanged.class);
            assertThat(change.data().from()).isEqualTo(TrustStatus.AWAITING_TRUST);
            assertThat(change.data().to()).isEqualTo(TrustStatus.TRUSTED);
            assertThat(change.envelope().causationId()).contains(traced.id().toString());
            assertThat(change.envelope().traceparent()).contains(TRACE);
        }
        List<String> history = get("/api/v1/trust/{u}/{h}/history", phone.value(), host).statusCode(200).extract().path("items.to");
        assertThat(history).containsExactly("trusted", "awaiting-trust");
    }

    @Test
    void whatTheRegistryPublishesNamesTheEventBefore() throws Exception {
        lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))));
        soon().until(() -> "awaiting-trust".equals(state(phone)));
        lab.send(lab.result(new Denied(lab.facts(phone, 1, Reason.USER_DENIED))));
        soon().until(() -> "denied".equals(state(phone)));
        lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 2, Reason.DIALOG_SHOWN))),
                lab.result(new Trusted(lab.trustedFacts(phone, 2))));

        try (Tail states = new Tail(bootstrap, Topic.TRUST_STATE); Tail changes = new Tail(bootstrap, Topic.TRUST_CHANGES)) {
            soon().until(() -> changes.matching(r -> r.key().equals(phone.value())).size() == 4);
            soon().until(() -> states.matching(r -> r.key().equals(phone + "/" + host)).stream().anyMatch(this::isTrusted));
            assertChained(changes.matching(r -> r.key().equals(phone.value())));
            assertChained(states.matching(r -> r.key().equals(phone + "/" + host)));
        }
    }

    private void assertChained(List<ConsumerRecord<String, byte[]>> records) throws Exception {
        long before = 0;
        for (ConsumerRecord<String, byte[]> record : records) {
            Envelope envelope = codec.read(record.headers(), record.value(), EventData.class).envelope();
            assertThat(envelope.previous()).as("previous of %s", envelope.id()).isEqualTo(before);
            before = envelope.id().sequence();
        }
    }

    @Test
    void anOddTapAndWifiAreShownWithTheTrustAndItsHistoryAndPublished() throws Exception {
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1).withImpossibleTap(ImpossibleTap.TOO_FAST).withWifiConnections(false))));
        soon().until(() -> "trusted".equals(state(phone)));

        assertThat(this.<String>field(phone, "impossibleTap")).isEqualTo("too-fast");
        assertThat(this.<Boolean>field(phone, "wifiConnections")).isFalse();
        assertThat(get("/api/v1/trust/{u}/{h}/history", phone.value(), host).extract().<String>path("items[0].impossibleTap")).isEqualTo("too-fast");
        try (Tail changes = new Tail(bootstrap, Topic.TRUST_CHANGES)) {
            soon().until(() -> changes.matching(r -> r.key().equals(phone.value())).size() == 1);
            ConsumerRecord<String, byte[]> change = changes.matching(r -> r.key().equals(phone.value())).get(0);
            assertThat(codec.read(change.headers(), change.value(), TrustStateChanged.class).data().impossibleTap()).isEqualTo(ImpossibleTap.TOO_FAST);
        }
    }

    @Test
    void repeatsAndLateArrivalsChangeNothing() {
        ProducerRecord<String, byte[]> pending = lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)));
        ProducerRecord<String, byte[]> trusted = lab.result(new Trusted(lab.trustedFacts(phone, 1)));
        ProducerRecord<String, byte[]> verified = lab.result(new Verified(lab.facts(phone, 1, Reason.ALREADY_TRUSTED)
                .withRecord(lab.trustedFacts(phone, 1).record())));

        lab.send(pending, trusted, pending, trusted, verified, trusted, pending, verified);

        lab.send(lab.attached(phone));
        soon().until(() -> Boolean.TRUE.equals(field(phone, "attached")));
        soon().until(() -> "trusted".equals(state(phone)));
        List<String> history = get("/api/v1/trust/{u}/{h}/history", phone.value(), host).extract().path("items.to");
        assertThat(history).containsExactly("trusted", "awaiting-trust");
        assertThat(this.<String>field(phone, "reason")).isEqualTo("user-accepted");
    }

    @Test
    void aGapInTheNumbersAsksForAVerification() {
        double before = counted("verify", "rule");
        lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))));
        lab.result(new Denied(lab.facts(phone, 1, Reason.USER_DENIED)));
        lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 2, Reason.DIALOG_SHOWN))));

        try (Tail commands = new Tail(bootstrap, Topic.PAIRING_COMMANDS)) {
            soon().until(() -> commands.matching(r -> r.key().equals(host)
                    && new String(r.value()).contains(phone.value()) && new String(r.value()).contains("rule:lost-event")).size() == 1);
        }
        soon().untilAsserted(() -> assertThat(counted("verify", "rule")).isEqualTo(before + 1));
    }

    @Test
    void anEpochThatWentBackIsAProblemOfTheHostAndChangesNothing() {
        lab.send(lab.pairingReport(), lab.result(new Trusted(lab.trustedFacts(phone, 1))));
        soon().until(() -> "trusted".equals(state(phone)));
        lab.restartInThePast();
        lab.send(lab.result(new Denied(lab.facts(phone, 2, Reason.USER_DENIED))));

        soon().untilAsserted(() -> {
            List<String> codes = get("/api/v1/hosts").extract()
                    .path("items.find { it.host == '" + host + "' }.services[0].problems.code");
            assertThat(codes).contains("epoch-went-back");
        });
        assertThat(state(phone)).isEqualTo("trusted");
    }

    @Test
    void poisonInTheMiddleGoesToTheDeadLetterQueueAndTheStreamGoesOn() {
        ProducerRecord<String, byte[]> good = lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)));
        List<ProducerRecord<String, byte[]>> burst = new ArrayList<>(List.of(good));
        byte[] poison = ("{\"udid\":\"" + phone + "\", nonsense \u0000").getBytes();
        ProducerRecord<String, byte[]> bad = new ProducerRecord<>(good.topic(), null, phone.value(), poison, good.headers());
        bad.headers().add("x-mark", host.getBytes());
        burst.add(bad);
        burst.add(new ProducerRecord<>(good.topic(), null, phone.value(), poison));
        burst.add(lab.result(new Trusted(lab.trustedFacts(phone, 1))));

        lab.send(burst);

        soon().until(() -> "trusted".equals(state(phone)));
        try (Tail letters = new Tail(bootstrap, Topic.RESULTS_DLQ)) {
            soon().until(() -> letters.matching(r -> phone.value().equals(r.key())).size() == 2);
            ConsumerRecord<String, byte[]> letter = letters.matching(r -> phone.value().equals(r.key())).get(0);
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(letter.headers().lastHeader("x-mark").value()).isEqualTo(host.getBytes());
            assertThat(letter.headers().lastHeader("ce_id")).isNotNull();
            assertThat(new String(letter.headers().lastHeader("dead-letter-topic").value())).isEqualTo(good.topic());
            assertThat(letter.headers().lastHeader("dead-letter-partition")).isNotNull();
            assertThat(letter.headers().lastHeader("dead-letter-offset")).isNotNull();
            assertThat(new String(letter.headers().lastHeader("dead-letter-reason").value())).contains("JSON");
        }
    }

    @Test
    void aPoisonRecordThatIsHugeOnceUnpackedIsKeptShortenedAndTheStreamGoesOn() throws Exception {
        byte[] large = "x".repeat(2 << 20).getBytes();
        byte[] huge = "x".repeat(6 << 20).getBytes();
        try (KafkaProducer<String, byte[]> packing = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "compression.type", "gzip",
                "max.request.size", "8000000"), new StringSerializer(), new ByteArraySerializer());
                Tail letters = new Tail(bootstrap, Topic.RESULTS_DLQ)) {
            packing.send(new ProducerRecord<>(Topic.PAIRING_RESULTS.topicName(), phone.value(), large)).get();
            packing.send(new ProducerRecord<>(Topic.PAIRING_RESULTS.topicName(), phone.value(), huge)).get();
            lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))));

            soon().until(() -> "trusted".equals(state(phone)));
            soon().until(() -> letters.matching(r -> phone.value().equals(r.key())).size() == 2);
            List<ConsumerRecord<String, byte[]>> kept = letters.matching(r -> phone.value().equals(r.key()));
            assertThat(kept.get(0).value()).isEqualTo(large);
            assertThat(kept.get(0).headers().lastHeader("dead-letter-cut")).isNull();
            assertThat(kept.get(1).value()).hasSize(64 * 1024);
            assertThat(new String(kept.get(1).headers().lastHeader("dead-letter-cut").value())).contains("/" + huge.length + "/");
        }
    }

    @Test
    void rubbishOnTheOtherTopicsGoesToTheirQueues() {
        lab.send(new ProducerRecord<>(Topic.DEVICE_EVENTS.topicName(), phone.value(), "rubbish".getBytes()),
                new ProducerRecord<>(Topic.HOSTS.topicName(), phone.value(), "rubbish".getBytes()), lab.attached(phone));

        soon().until(() -> "unknown".equals(state(phone)));
        for (Topic queue : List.of(Topic.DEVICE_EVENTS_REGISTRY_DLQ, Topic.HOSTS_DLQ)) {
            try (Tail letters = new Tail(bootstrap, queue)) {
                soon().until(() -> letters.matching(r -> phone.value().equals(r.key())).size() == 1);
                assertThat(letters.matching(r -> phone.value().equals(r.key())).get(0).value()).isEqualTo("rubbish".getBytes());
            }
        }
    }

    @Test
    void textThatPostgresRefusesHarmsNothing() {
        lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)
                .withDevice(new dev.trustline.events.DeviceFacts("nul\u0000name", "iPhone14,5", null, null)))));

        soon().until(() -> "nul name".equals(field(phone, "deviceName")));
    }

    private boolean isTrusted(ConsumerRecord<String, byte[]> record) {
        try {
            RelationState state = codec.read(record.headers(), record.value(), RelationState.class).data();
            return state.state() == TrustStatus.TRUSTED && state.version() > 0 && state.applied().containsKey("pairing-service")
                    && EventId.parse(new String(record.headers().lastHeader("ce_id").value())).sequence() > 0;
        } catch (Exception e) {
            return false;
        }
    }
}
