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
import dev.trustline.events.topic.Topic;
import dev.trustline.pairing.PairingMetrics;
import dev.trustline.pairing.handshake.HostHold;
import dev.trustline.pairing.handshake.Lanes;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
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

    private final KafkaConnection kafka;
    private final String host;
    private final EventCodec codec;
    private final Lanes lanes;
    private final HostWideCommands hostWide;
    private final BrokerTime brokerTime;
    private final DeadLetterQueue deadLetters;
    private final StartPositions positions;
    private final PairingMetrics metrics;
    private final Listener listener;
    private final InboxLife life = new InboxLife();
    private volatile boolean assigned;
    private volatile KafkaConsumer<byte[], byte[]> consumer;

    /** Hears of the inbox' life. */
    public interface Listener {
        /** Partitions were assigned and sought: from here on nothing is missed. */
        void listening();

        /** The watcher tells of a device of this host. */
        default void device(DeviceEvent event) {
        }

        /** Another process has taken this host's name: this one must stop. */
        void hostNameTaken();
    }

    /**
     * What an inbox works with.
     *
     * @param answered the commands without a device that were answered
     * @param hostHold what such commands are about
     */
    public record Parts(KafkaConnection kafka, EventCodec codec, Lanes lanes, ResultSink results, AnsweredFile answered, HostHold hostHold, BrokerTime brokerTime,
            DeadLetterQueue deadLetters, PairingMetrics metrics) {}

    public HostInbox(String host, Duration longestCommandLife, Parts parts, Listener listener) {
        this.host = host;
        this.kafka = parts.kafka();
        this.codec = parts.codec();
        this.lanes = parts.lanes();
        this.brokerTime = parts.brokerTime();
        this.metrics = parts.metrics();
        this.deadLetters = parts.deadLetters();
        this.positions = new StartPositions(longestCommandLife, brokerTime);
        this.listener = listener;
        this.hostWide = new HostWideCommands(host, parts.hostHold(), parts.results(), parts.answered(), brokerTime, metrics);
    }

    @Override
    public void run() {
        while (life.goesOn()) {
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
                life.pause();
            } finally {
                assigned = false;
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> opened) {
        while (life.goesOn()) {
            ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
            life.turn();
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
            deadLetters.put(record, e.getMessage(), life);
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
        listener.device(event.data());
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

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        positions.seek(consumer, partitions);
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
        return life.sinceLastTurn();
    }

    /** Stops reading. */
    public void stop() {
        life.stop();
        KafkaConsumer<byte[], byte[]> c = consumer;
        if (c != null) {
            c.wakeup();
        }
    }
}
