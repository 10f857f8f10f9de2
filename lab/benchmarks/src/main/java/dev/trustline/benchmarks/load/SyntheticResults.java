package dev.trustline.benchmarks.load;

import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
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
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A host that exists only as results on Kafka. The phones come one after another, round after round: {@code awaiting-trust}
 * in one round, {@code trusted} in the next, so that every result is a transition, which the registry must publish to both
 * topics. For one thread.
 */
public final class SyntheticResults implements AutoCloseable {
    private static final int PHONES = 10_000;
    /**
     * So many are sent one by one, which reaches every partition: a producer with several requests in flight to a partition
     * that was made a moment ago may lose the first of them (KAFKA-15591).
     */
    private static final int ONE_BY_ONE = 200;
    private static final String HOST = "synthetic";
    private static final DeviceFacts DEVICE = new DeviceFacts("Synthetic iPhone", "iPhone14,5", "17.5.1", "iPhone");
    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);

    private final EventNumbering numbering =
            new EventNumbering(EventSource.of(HOST, EventSource.PAIRING_SERVICE), System.currentTimeMillis(), Clock.systemUTC());
    private final KafkaRecords records = new KafkaRecords(new EventCodec());
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long sent;

    /** To that broker. */
    public SyntheticResults(String kafka) {
        this.producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024), new StringSerializer(), new ByteArraySerializer());
    }

    /** How many were sent so far. */
    public long sent() {
        return sent;
    }

    /** Sends the next so many. */
    public void send(int count) throws BenchFailure {
        for (int i = 0; i < count; i++) {
            sendNext();
            if (sent <= ONE_BY_ONE) {
                producer.flush();
            }
        }
        if (failure.get() != null) {
            throw new BenchFailure("the broker does not take results: " + failure.get().getMessage(), failure.get());
        }
    }

    private void sendNext() {
        Udid udid = phone((int) (sent % PHONES));
        long round = sent / PHONES;
        int attempt = (int) (round / 2) + 1;
        RelationResult result = round % 2 == 0
                ? new AwaitingTrust(facts(udid, attempt, Reason.DIALOG_SHOWN))
                : new Trusted(facts(udid, attempt, Reason.USER_ACCEPTED).withRecord(RECORD).withTimings(new Timings(12L, 40L, 2_000L, 30L)));
        Envelope envelope = numbering.envelope(udid.value());
        numbering.acknowledged(udid.value(), envelope.id());
        producer.send(records.result(new Event<>(envelope, result)), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
        sent++;
    }

    private static Udid phone(int number) {
        return Udid.parse(String.format(Locale.ROOT, "%040x", 0xBE_0C40_0000L + number));
    }

    private static ResultFacts facts(Udid udid, int attempt, Reason reason) {
        return ResultFacts.of(udid, HOST, attempt, reason).withDevice(DEVICE);
    }

    /** Waits until the broker has acknowledged everything. */
    public void flush() throws BenchFailure {
        producer.flush();
        send(0);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
