package dev.trustline.pairing.messaging;

import dev.trustline.events.EventData;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.topic.DeadLetters;
import dev.trustline.events.topic.Topic;
import dev.trustline.pairing.PairingMetrics;
import dev.trustline.pairing.Turns;
import dev.trustline.pairing.handshake.Lanes;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads what this host is told. A host keeps no offsets worth having: at each assignment it seeks device events to the end,
 * because the list of attached devices tells more, and commands to the first that could still be alive. Records are
 * addressed by one header, read before any decoding; those for other hosts are counted and passed over. Runs on a thread of
 * its own.
 */
public final class HostInbox implements Runnable, ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(HostInbox.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MS = 1_000;

    private final KafkaConnection kafka;
    private final String host;
    private final Duration longestCommandLife;
    private final EventCodec codec;
    private final Lanes lanes;
    private final HostWideCommands hostWide;
    private final BrokerTime brokerTime;
    private final Producer<byte[], byte[]> deadLetters;
    private final PairingMetrics metrics;
    private final Listener listener;
    private final Turns turns = new Turns();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean assigned;
    private volatile KafkaConsumer<byte[], byte[]> consumer;

    /** Hears of the inbox' life. */
    public interface Listener {
        /** Partitions were assigned and sought: from here on nothing is missed. */
        void listening();

        /** Another process has taken this host's name: this one must stop. */
        void hostNameTaken();
    }

    /**
     * What an inbox works with.
     *
     * @param answered the commands without a device that were answered
     */
    public record Parts(KafkaConnection kafka, EventCodec codec, Lanes lanes, ResultSink results, AnsweredFile answered, BrokerTime brokerTime,
            Producer<byte[], byte[]> deadLetters, PairingMetrics metrics) {}

    public HostInbox(String host, Duration longestCommandLife, Parts parts, Listener listener) {
        this.host = host;
        this.longestCommandLife = longestCommandLife;
        this.kafka = parts.kafka();
        this.codec = parts.codec();
        this.lanes = parts.lanes();
        this.brokerTime = parts.brokerTime();
        this.deadLetters = parts.deadLetters();
        this.metrics = parts.metrics();
        this.listener = listener;
        this.hostWide = new HostWideCommands(host, parts.results(), parts.answered(), brokerTime, metrics);
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> opened = kafka.inbox(EventSource.PAIRING_SERVICE + "." + host, host)) {
                consumer = opened;
                opened.subscribe(List.of(Topic.DEVICE_EVENTS.topicName(), Topic.PAIRING_COMMANDS.topicName()), this);
                read(opened);
            } catch (FencedInstanceIdException e) {
                LOG.errorf(e, "host-name-taken: another pairing-service reads as this host; give each lab computer its own pairing.host host=%s", host);
                listener.hostNameTaken();
                return;
            } catch (WakeupException e) {
                LOG.debug("the inbox is woken to stop");
            } catch (KafkaException e) {
                LOG.warnf(e, "the inbox is opened again error=%s", e.getMessage());
                pause();
            } finally {
                assigned = false;
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> opened) {
        while (stopped.getCount() > 0) {
            ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
            turns.turn();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                handle(record);
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        boolean command = record.topic().equals(Topic.PAIRING_COMMANDS.topicName());
        Optional<String> address = command ? EventHeaders.targetHost(record.headers()) : EventHeaders.sourceHost(record.headers());
        if (address.filter(host::equals).isEmpty()) {
            metrics.passedOver(command);
            return;
        }
        try {
            if (command) {
                command(decode(record, PairingCommand.class));
            } else {
                device(decode(record, DeviceEvent.class));
            }
            metrics.received(command);
        } catch (UnreadableEvent e) {
            deadLetter(record, e.getMessage());
        }
    }

    /** What a record holds is never a reason to stop reading. */
    private <T extends EventData> Event<T> decode(ConsumerRecord<byte[], byte[]> record, Class<T> family) throws UnreadableEvent {
        try {
            return codec.read(record.headers(), record.value(), family);
        } catch (RuntimeException e) {
            throw new UnreadableEvent("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void device(Event<DeviceEvent> event) {
        if (event.data() instanceof DeviceAttached attached) {
            lanes.attached(attached, event.envelope());
        } else {
            lanes.cableChanged(event.data().udid());
        }
    }

    private void command(Event<PairingCommand> event) {
        PairingCommand command = event.data();
        Instant now = brokerTime.now().orElseThrow();
        boolean dead = event.envelope().expiryTime().map(now::isAfter).orElse(false);
        if (dead && command.device().isPresent()) {
            lanes.expired(command.device().get(), event.envelope(), metrics::commandExpired);
        } else if (dead) {
            hostWide.expired(event);
        } else if (command.device().isEmpty()) {
            hostWide.received(event);
        } else {
            lanes.commanded(command.device().get(), command, event.envelope(), metrics::commandAnswered);
        }
    }

    /** Awaited: the stream goes on only when the bytes are safe. */
    private void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(record, EventSource.PAIRING_SERVICE, reason);
        while (stopped.getCount() > 0) {
            try {
                Future<RecordMetadata> sent = deadLetters.send(letter);
                sent.get(30, TimeUnit.SECONDS);
                metrics.deadLettered();
                LOG.warnf("a record that cannot be read went to the dead letter queue topic=%s partition=%d offset=%d reason=%s",
                        record.topic(), record.partition(), record.offset(), reason);
                return;
            } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
                LOG.warnf("the dead letter queue takes nothing; tried again error=%s", e.getMessage());
                if (e.getCause() instanceof RecordTooLargeException) {
                    letter = DeadLetters.cut(record, EventSource.PAIRING_SERVICE, reason);
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        KafkaConsumer<byte[], byte[]> c = consumer;
        Map<TopicPartition, Long> since = new HashMap<>();
        long oldest = brokerTime.now().orElseThrow().minus(longestCommandLife).toEpochMilli();
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(Topic.DEVICE_EVENTS.topicName())) {
                c.seekToEnd(List.of(partition));
                c.position(partition);
            } else {
                since.put(partition, oldest);
            }
        }
        Map<TopicPartition, OffsetAndTimestamp> found = c.offsetsForTimes(since);
        for (TopicPartition partition : since.keySet()) {
            OffsetAndTimestamp first = found.get(partition);
            if (first == null) {
                c.seekToEnd(List.of(partition));
                c.position(partition);
            } else {
                c.seek(partition, first.offset());
            }
        }
        assigned = true;
        listener.listening();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        assigned = false;
    }

    /** Whether nothing that this host is told can be missed. */
    public boolean isListening() {
        return assigned;
    }

    /** How long ago the inbox last turned over, waiting for a broker included. */
    public Duration sinceLastTurn() {
        return turns.sinceLast();
    }

    /** Stops reading. */
    public void stop() {
        stopped.countDown();
        KafkaConsumer<byte[], byte[]> c = consumer;
        if (c != null) {
            c.wakeup();
        }
    }

    private void pause() {
        turns.turn();
        try {
            if (stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("the inbox ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
