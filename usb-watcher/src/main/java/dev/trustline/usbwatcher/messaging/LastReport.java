package dev.trustline.usbwatcher.messaging;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.KeyPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * What this host's watcher last said of itself on {@code trustline.hosts}. Immutable.
 *
 * @param epoch    of that process, 0 if there is no report
 * @param bootId   the kernel's at that time; {@code null} if unknown
 * @param attached what was attached then
 */
public record LastReport(long epoch, String bootId, Set<Udid> attached) {
    private static final Logger LOG = Logger.getLogger(LastReport.class);
    private static final LastReport NONE = new LastReport(0, null, Set.of());
    private static final long RECENT = 2_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * Reads it: the newest few thousand records first, all of them if it is not there.
     *
     * @throws TimeoutException if the broker does not give the records within 30 s
     */
    public static LastReport read(Map<String, Object> connection, String key) {
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings(connection))) {
            TopicPartition source = new TopicPartition(Topic.HOSTS.topicName(), KeyPartition.ofKey(key, Topic.HOSTS.partitions()));
            consumer.assign(List.of(source));
            long begin = consumer.beginningOffsets(List.of(source)).get(source);
            long end = consumer.endOffsets(List.of(source)).get(source);
            long recent = Math.max(begin, end - RECENT);
            LastReport found = newest(consumer, source, key, recent, end);
            return found != NONE || recent == begin ? found : newest(consumer, source, key, begin, recent);
        }
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.remove("group.id");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    private static LastReport newest(Consumer<String, byte[]> consumer, TopicPartition source, String key, long from, long to) {
        EventCodec codec = new EventCodec();
        LastReport newest = NONE;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        consumer.seek(source, from);
        while (consumer.position(source) < to) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("reading " + source + " took longer than " + LIMIT);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (key.equals(record.key())) {
                    newest = newer(newest, record, codec);
                }
            }
        }
        return newest;
    }

    private static LastReport newer(LastReport known, ConsumerRecord<String, byte[]> record, EventCodec codec) {
        try {
            Event<HostReported> event = codec.read(record.headers(), record.value(), HostReported.class);
            long epoch = Math.max(known.epoch, event.envelope().id().epoch());
            List<HostReported.AttachedDevice> list = event.data().attached();
            // a report made before the first list says nothing about devices: the list before it stands
            Set<Udid> attached = list == null ? known.attached
                    : list.stream().map(HostReported.AttachedDevice::udid).collect(Collectors.toUnmodifiableSet());
            return new LastReport(epoch, list == null ? known.bootId : event.data().bootId(), attached);
        } catch (UnreadableEvent e) {
            LOG.warnf("an own report cannot be read, passed over topic=%s partition=%d offset=%d error=%s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
            return known;
        }
    }
}
