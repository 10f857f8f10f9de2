package dev.trustline.trust.it;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.EventData;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.ResultFacts;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A lab host with its two services, as the registry sees it: what they would write to Kafka. */
final class Lab implements AutoCloseable {

    private static final AtomicLong EPOCH = new AtomicLong(System.currentTimeMillis());

    private final KafkaRecords records = new KafkaRecords(new EventCodec());
    private final KafkaProducer<String, byte[]> producer;
    private final String host;
    private EventNumbering pairing;
    private EventNumbering watcher;

    Lab(String bootstrap, String host) {
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5"),
                new StringSerializer(), new ByteArraySerializer());
        this.host = host;
        restart();
    }

    /** Both services start again: a new epoch. */
    void restart() {
        pairing = numbering(EventSource.PAIRING_SERVICE, EPOCH.incrementAndGet());
        watcher = numbering(EventSource.USB_WATCHER, EPOCH.incrementAndGet());
    }

    /** The pairing-service starts with an epoch of the past. */
    void restartInThePast() {
        pairing = numbering(EventSource.PAIRING_SERVICE, 1000);
    }

    private EventNumbering numbering(String service, long epoch) {
        return new EventNumbering(EventSource.of(host, service), epoch, Clock.systemUTC());
    }

    static Udid aPhone() {
        return Udid.parse("00008110" + String.format("%016X", ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)));
    }

    ResultFacts facts(Udid phone, int attempt, Reason reason) {
        return ResultFacts.of(phone, host, attempt, reason)
                .withDevice(new DeviceFacts("Lab phone", "iPhone14,5", "17.5.1", "iPhone"))
                .withTimings(new Timings(3L, 20L, 700L, 60L));
    }

    ResultFacts trustedFacts(Udid phone, int attempt) {
        return facts(phone, attempt, Reason.USER_ACCEPTED)
                .withRecord(new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false));
    }

    /** A result with the next number, ready to be sent. */
    ProducerRecord<String, byte[]> result(PairingResult data) {
        return records.result(event(pairing, data, pairing.envelope(data.subject())));
    }

    ProducerRecord<String, byte[]> result(PairingResult data, String commandId) {
        return records.result(event(pairing, data, pairing.envelope(data.subject()).causedBy(commandId)));
    }

    ProducerRecord<String, byte[]> result(PairingResult data, Envelope envelope) {
        return records.result(event(pairing, data, envelope));
    }

    EventNumbering pairing() {
        return pairing;
    }

    ProducerRecord<String, byte[]> attached(Udid phone) {
        return attachedBy(phone, "usbmux");
    }

    ProducerRecord<String, byte[]> attachedBy(Udid phone, String source) {
        DeviceAttached data = new DeviceAttached(phone, host, Connection.USB, "1-2", 0x12a8, 480, 2L, source);
        return records.device(event(watcher, data, watcher.envelope(phone.value())));
    }

    ProducerRecord<String, byte[]> detached(Udid phone) {
        return records.device(event(watcher, new DeviceDetached(phone, host, "usbmux"), watcher.envelope(phone.value())));
    }

    ProducerRecord<String, byte[]> report(Udid... attached) {
        List<HostReported.AttachedDevice> list = Arrays.stream(attached).map(u -> new HostReported.AttachedDevice(u, "1-2")).toList();
        return report(watcher, EventSource.USB_WATCHER, list);
    }

    ProducerRecord<String, byte[]> pairingReport() {
        return report(pairing, EventSource.PAIRING_SERVICE, null);
    }

    /** A report of the pairing-service with this fingerprint of the host's SystemBUID. */
    ProducerRecord<String, byte[]> identityReport(String fingerprint) {
        HostReported data = new HostReported(host, EventSource.PAIRING_SERVICE, "0.1.0", "boot", Clock.systemUTC().instant(), "1.1.1",
                fingerprint, List.of(), null);
        return records.host(event(pairing, data, pairing.envelope(data.subject())));
    }

    /** A report of the pairing-service after that start of the host, with these problems. */
    ProducerRecord<String, byte[]> hostReport(String bootId, String... problems) {
        HostReported data = new HostReported(host, EventSource.PAIRING_SERVICE, "0.1.0", bootId, Clock.systemUTC().instant(), "1.1.1",
                null, Arrays.stream(problems).map(p -> new HostReported.HostProblem(p, "mend it")).toList(), null);
        return records.host(event(pairing, data, pairing.envelope(data.subject())));
    }

    private ProducerRecord<String, byte[]> report(EventNumbering numbering, String service, List<HostReported.AttachedDevice> list) {
        HostReported data = new HostReported(host, service, "0.1.0", "boot", Clock.systemUTC().instant(), "1.1.1", null,
                List.of(new HostReported.HostProblem("hotplug-deaf", "run udevd")), list);
        return records.host(event(numbering, data, numbering.envelope(data.subject())));
    }

    private <T extends EventData> Event<T> event(EventNumbering numbering, T data, Envelope envelope) {
        numbering.acknowledged(data.subject(), envelope.id());
        return new Event<>(envelope, data);
    }

    /** Sends in this order and waits for the broker. */
    @SafeVarargs
    final List<RecordMetadata> send(ProducerRecord<String, byte[]>... toSend) {
        return send(List.of(toSend));
    }

    List<RecordMetadata> send(List<ProducerRecord<String, byte[]>> toSend) {
        var futures = toSend.stream().map(producer::send).toList();
        producer.flush();
        return futures.stream().map(f -> {
            try {
                return f.get();
            } catch (Exception e) {
                throw new IllegalStateException("the broker did not take a record", e);
            }
        }).toList();
    }

    @Override
    public void close() {
        producer.close();
    }
}
