package dev.trustline.allinone.e2e;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.topic.Topic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A host that exists only as results on Kafka, to put load and disorder on the registry. */
final class SyntheticHost implements AutoCloseable {
    private final String name;
    private final EventNumbering numbering;
    private final KafkaRecords records = new KafkaRecords(new EventCodec());
    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    SyntheticHost(String kafka, String name) {
        this.name = name;
        this.numbering = new EventNumbering(EventSource.of(name, EventSource.PAIRING_SERVICE), System.currentTimeMillis(), Clock.systemUTC());
        this.producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 5), new StringSerializer(), new ByteArraySerializer());
    }

    String name() {
        return name;
    }

    /** A phone that no lab has. */
    static Udid phone(int number) {
        return Udid.parse(String.format(Locale.ROOT, "%040x", 0xFEED_0000_0000L + number));
    }

    /** {@code awaiting-trust} of that phone, numbered now. */
    ProducerRecord<String, byte[]> awaitingTrust(Udid phone, int attempt) {
        return record(phone, new AwaitingTrust(facts(phone, attempt, Reason.DIALOG_SHOWN)));
    }

    /** {@code trusted} of that phone, numbered now. */
    ProducerRecord<String, byte[]> trusted(Udid phone, int attempt) {
        return record(phone, new Trusted(facts(phone, attempt, Reason.USER_ACCEPTED)
                .withRecord(new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false))));
    }

    /** Both results of each phone from {@code first}, as a rack of phones makes them. */
    void burst(int first, int count) {
        for (int i = first; i < first + count; i++) {
            send(awaitingTrust(phone(i), 1));
            send(trusted(phone(i), 1));
        }
    }

    void send(ProducerRecord<String, byte[]> record) {
        sent.add(producer.send(record));
    }

    /** Bytes that are no event, on the results topic. */
    void sendPoison(Udid phone, String text) {
        ProducerRecord<String, byte[]> poison = new ProducerRecord<>(Topic.PAIRING_RESULTS.topicName(), phone.value(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        poison.headers().add("made-by", "a test".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        send(poison);
    }

    /** Waits until the broker has acknowledged everything. */
    void flush() throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        for (Future<RecordMetadata> future : sent) {
            future.get(60, TimeUnit.SECONDS);
        }
        sent.clear();
    }

    private ResultFacts facts(Udid phone, int attempt, Reason reason) {
        return ResultFacts.of(phone, name, attempt, reason).withDevice(new DeviceFacts("Synthetic", "iPhone14,5", "17.5", "iPhone"));
    }

    private ProducerRecord<String, byte[]> record(Udid phone, RelationResult result) {
        Envelope envelope = numbering.envelope(phone.value());
        numbering.acknowledged(phone.value(), envelope.id());
        return records.result(new Event<>(envelope, result));
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
