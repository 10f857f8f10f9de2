package dev.trustline.pairing.messaging;

import dev.trustline.events.Udid;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.device.Connection;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.topic.Topic;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.PairingMetrics;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.handshake.BackupAnnouncements;
import dev.trustline.pairing.handshake.Calm;
import dev.trustline.pairing.handshake.DeviceGateway;
import dev.trustline.pairing.handshake.HandshakeParts;
import dev.trustline.pairing.handshake.HandshakeSettings;
import dev.trustline.pairing.handshake.HostHold;
import dev.trustline.pairing.handshake.HostIdDeposit;
import dev.trustline.pairing.handshake.Lanes;
import dev.trustline.pairing.handshake.Permits;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import dev.trustline.pairing.pairrecord.FileVault;
import dev.trustline.pairing.pairrecord.HoldFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A host that has no phones and reads from the one broker. */
final class InboxLab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger HOSTS = new AtomicInteger();

    /** No other case's host has this name, so that what the broker keeps of them is none of this one's. */
    final String host = "bench-" + HOSTS.incrementAndGet();
    final List<PairingResult> said = new CopyOnWriteArrayList<>();
    final List<String> answered = new CopyOnWriteArrayList<>();
    final List<Udid> looked = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final String address;
    private final KafkaConnection connection;
    private final Map<TopicPartition, Long> firstLetters;
    private final EventCodec codec = new EventCodec();
    private final KafkaRecords records = new KafkaRecords(codec);
    private final EventNumbering registry = new EventNumbering(EventSource.registry(), 5, Clock.systemUTC());
    private final EventNumbering watcher = new EventNumbering(EventSource.of(host, EventSource.USB_WATCHER), 5, Clock.systemUTC());
    private final KafkaProducer<byte[], byte[]> bytes;
    private final KafkaProducer<byte[], byte[]> deadLetters;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HostInbox inbox;
    private CountDownLatch ended;
    private Lanes lanes;

    InboxLab(Path folder) throws Exception {
        this.folder = folder;
        address = OneBroker.address();
        Map<String, Object> common = Map.of("bootstrap.servers", address);
        connection = new KafkaConnection(common);
        try (KafkaConsumer<byte[], byte[]> reader = connection.reader()) {
            firstLetters = reader.endOffsets(List.of(new TopicPartition(Topic.COMMANDS_DLQ.topicName(), 0),
                    new TopicPartition(Topic.DEVICE_EVENTS_PAIRING_DLQ.topicName(), 0)));
        }
        deadLetters = connection.deadLetterProducer();
        bytes = new KafkaProducer<>(Map.of("bootstrap.servers", address, "max.request.size", 4 << 20),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Udid aPhone() {
        return new Udid("00008110-001A2B3C4D5E6F70");
    }

    /** Starts the host's side; by the broker it is so much later than now. */
    InboxLab start(Duration later) throws IOException {
        BrokerTime time = new BrokerTime();
        time.acknowledged(Instant.now().plus(later).toEpochMilli());
        HandshakeSettings settings = new HandshakeSettings(host, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(5),
                Optional.empty(), Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100), 1, Duration.ofMillis(50));
        FileVault vault = new FileVault(folder.resolve("vault"), host, new SecretKeySpec(new byte[32], "AES"));
        HostHold hostHold = new HostHold(new HoldFile(folder.resolve("host-hold")));
        lanes = new Lanes(new HandshakeParts(new NoPhones(), null, vault, null, null, null, this::report, (outcome, since) -> { },
                new Permits(1, new Calm()), settings, time.clock(Clock.systemUTC()), hostHold, null, BackupAnnouncements.NOBODY, HostIdDeposit.NONE), threads, 8, e -> { });
        CountDownLatch listening = new CountDownLatch(1);
        inbox = new HostInbox(host, Duration.ofHours(1), new HostInbox.Parts(connection, codec, lanes, this::report, new AnsweredFile(folder.resolve("answered-commands")), hostHold, time,
                new DeadLetterQueue(deadLetters, new PairingMetrics(new SimpleMeterRegistry()), new DeadLetterMarks(folder.resolve("dead-letters"))), new PairingMetrics(new SimpleMeterRegistry())), new HostInbox.Listener() {
                    @Override
                    public void listening() {
                        listening.countDown();
                    }

                    @Override
                    public void hostNameTaken() {
                        ended.countDown();
                    }
                });
        ended = new CountDownLatch(1);
        CountDownLatch end = ended;
        HostInbox reading = inbox;
        threads.execute(() -> {
            reading.run();
            end.countDown();
        });
        soon().until(() -> listening.getCount() == 0);
        return this;
    }

    private void report(PairingResult result, ResultSink.Origin origin, Optional<String> answering, Runnable written) {
        said.add(result);
        answering.ifPresent(answered::add);
        written.run();
    }

    /** Stops the host's side when all lanes are done. */
    void stop() throws InterruptedException {
        inbox.stop();
        ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        lanes.awaitIdle(Duration.ofSeconds(10));
        lanes.stop();
        lanes.awaitIdle(Duration.ofSeconds(10));
    }

    /** Asks for a hold until then; its id. */
    String hold(Instant until) {
        return hold(aPhone(), until);
    }

    /** Asks for a hold of the whole host until then; its id. */
    String holdAll(Instant until) {
        return hold(null, until);
    }

    private String hold(Udid phone, Instant until) {
        HoldRequested command = new HoldRequested(phone, host, "anna");
        Envelope envelope = registry.envelope(command.subject()).addressedTo(host, until);
        send(records.command(new Event<>(envelope, command)));
        return envelope.id().toString();
    }

    void attached(Udid phone) {
        DeviceAttached event = new DeviceAttached(phone, host, Connection.USB, "1-2", 0x12a8, 480, 2L, "usbmux");
        send(records.device(new Event<>(watcher.envelope(phone.value()), event)));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        sendBytes(new ProducerRecord<>(record.topic(), null, new StringSerializer().serialize(record.topic(), record.key()), record.value(), record.headers()));
    }

    /** Sends and waits for the broker. */
    void sendBytes(ProducerRecord<byte[], byte[]> record) {
        bytes.send(record);
        bytes.flush();
    }

    /** The same by a producer that compresses. */
    void sendCompressed(ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> compressing = new KafkaProducer<>(Map.of("bootstrap.servers", address,
                "max.request.size", 4 << 20, "compression.type", "gzip"), new ByteArraySerializer(), new ByteArraySerializer())) {
            compressing.send(record);
        }
    }

    static ConditionFactory soon() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }

    void awaitAnswered(String command) {
        soon().until(() -> answered.contains(command));
    }

    /** The first letter of that queue that came since this lab began. */
    ConsumerRecord<byte[], byte[]> letter(Topic queue) {
        return letters(queue, 1).get(0);
    }

    /** The letters of that queue that came since this lab began, as soon as there are so many. */
    List<ConsumerRecord<byte[], byte[]>> letters(Topic queue, int atLeast) {
        TopicPartition partition = new TopicPartition(queue.topicName(), 0);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = connection.reader()) {
            reader.assign(List.of(partition));
            reader.seek(partition, firstLetters.get(partition));
            soon().pollInSameThread().until(() -> {
                reader.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        threads.shutdownNow();
        bytes.close();
        deadLetters.close();
    }

    /** usbmuxd lists nothing; who looks is noted. */
    private final class NoPhones implements DeviceGateway {
        @Override
        public Answer<Attachment> find(Udid udid) {
            looked.add(udid);
            return new Answer.None<>(Answer.Trouble.NOT_ATTACHED);
        }

        @Override
        public Conversation converse(Attachment attachment) {
            throw new IllegalStateException("there is no phone");
        }

        @Override
        public Answer<Proof> prove(Attachment attachment, PairRecord record, boolean askForSetup) {
            return new Answer.None<>(Answer.Trouble.NOT_ATTACHED);
        }

        @Override
        public Answer<Boolean> unpair(Attachment attachment, PairRecord record) {
            return new Answer.None<>(Answer.Trouble.NOT_ATTACHED);
        }

        @Override
        public Answer<Boolean> unpairHost(Attachment attachment, HostIdDeposit.HostId hostId) {
            return new Answer.None<>(Answer.Trouble.NOT_ATTACHED);
        }

        @Override
        public Answer<Optional<Boolean>> switchWifi(Attachment attachment, PairRecord record, boolean enabled) {
            return new Answer.None<>(Answer.Trouble.NOT_ATTACHED);
        }

        @Override
        public boolean forbidsWifi() {
            return false;
        }
    }
}
