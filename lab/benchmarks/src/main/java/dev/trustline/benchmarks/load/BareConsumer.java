package dev.trustline.benchmarks.load;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.topic.Topic;
import dev.trustline.trust.relation.Origin;
import dev.trustline.trust.relation.ReceivedResult;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.BatchOutcome;
import dev.trustline.trust.store.BatchStore;
import dev.trustline.trust.store.EventBatch;
import dev.trustline.trust.store.OffsetAdvance;
import dev.trustline.trust.store.OffsetRows;
import dev.trustline.trust.store.PartitionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The peer of the registry: a loop of poll, decode and the registry's own store, with its SQL and its batch size, and nothing
 * around it: no framework, no group, no dead letters, no metrics, no publishing. Runs in a JVM of its own with the same
 * settings. Arguments: broker, JDBC URL, user, password, how many results to apply before it ends.
 */
public final class BareConsumer {
    private static final String TOPIC = Topic.PAIRING_RESULTS.topicName();
    private static final Duration POLL = Duration.ofMillis(500);

    private final EventCodec codec = new EventCodec();
    private final Map<PartitionId, Long> next = new HashMap<>();
    private final BatchStore store;

    private BareConsumer(DataSource dataSource) {
        this.store = new BatchStore(dataSource, Duration.ofMinutes(15));
    }

    /** Applies everything and ends the JVM. */
    public static void main(String[] arguments) throws SQLException, UnreadableEvent {
        OneConnection dataSource = new OneConnection(arguments[1], arguments[2], arguments[3]);
        new BareConsumer(dataSource).run(arguments[0], dataSource, Long.parseLong(arguments[4]));
    }

    private void run(String kafka, DataSource dataSource, long count) throws SQLException, UnreadableEvent {
        List<TopicPartition> partitions = IntStream.range(0, Topic.PAIRING_RESULTS.partitions()).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
        partitions.forEach(p -> next.put(new PartitionId(p.topic(), p.partition()), 0L));
        try (Connection connection = dataSource.getConnection()) {
            new OffsetRows().insertMissing(connection, next);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (long applied = 0; applied < count; ) {
                applied += apply(consumer.poll(POLL));
            }
        }
    }

    private static Map<String, Object> settings(String kafka) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RegistrySettings.maxPollRecords(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    }

    private int apply(ConsumerRecords<byte[], byte[]> records) throws SQLException, UnreadableEvent {
        if (records.isEmpty()) {
            return 0;
        }
        List<ReceivedResult> results = new ArrayList<>();
        List<OffsetAdvance> offsets = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> own = records.records(partition);
            for (ConsumerRecord<byte[], byte[]> record : own) {
                results.add(decode(record));
            }
            PartitionId id = new PartitionId(partition.topic(), partition.partition());
            long end = own.get(own.size() - 1).offset() + 1;
            offsets.add(new OffsetAdvance(id, next.put(id, end), end));
        }
        if (store.apply(new EventBatch(results, List.of(), List.of(), offsets)) instanceof BatchOutcome.Fenced) {
            throw new IllegalStateException("somebody else moves the offsets of this database");
        }
        return results.size();
    }

    private ReceivedResult decode(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        Event<PairingResult> event = codec.read(record.headers(), record.value(), PairingResult.class);
        RelationKey key = new RelationKey(Udid.parse(event.data().subject()), event.data().host());
        return new ReceivedResult(key, event.data(), Origin.of(event.envelope(), Instant.ofEpochMilli(record.timestamp())));
    }
}
