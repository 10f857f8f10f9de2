package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class NewestReportsTest {
    private static final String PAIRING = EventSource.PAIRING_SERVICE;
    private final TopicPartition partition = new TopicPartition(Topic.HOSTS.topicName(), 0);
    private final EventCodec codec = new EventCodec();
    private final KafkaRecords records = new KafkaRecords(codec);
    private long offset;

    /** A consumer of that one partition, whose reports from this offset on are new. */
    private MockConsumer<byte[], byte[]> reader(long firstNew) {
        MockConsumer<byte[], byte[]> reader = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> since, Duration atMost) {
                Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
                found.put(partition, firstNew < offset ? new OffsetAndTimestamp(firstNew, 0) : null);
                return found;
            }
        };
        reader.updatePartitions(partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
        reader.updateBeginningOffsets(Map.of(partition, 0L));
        reader.schedulePollTask(() -> reports.forEach(reader::addRecord));
        reader.updateEndOffsets(Map.of(partition, offset));
        return reader;
    }

    private final List<ConsumerRecord<byte[], byte[]>> reports = new java.util.ArrayList<>();

    private void report(String host, String service, long epoch, String fingerprint, Long generation) {
        HostReported report = new HostReported(host, service, "1", null, Instant.EPOCH, null, fingerprint, List.of(), null, generation, null);
        ProducerRecord<String, byte[]> sent = records.host(new Event<>(Envelope.of(new EventId(epoch, 1), EventSource.of(host, service), Instant.EPOCH, 0), report));
        add(sent.key(), sent.value(), new RecordHeaders(sent.headers()));
    }

    private void add(String key, byte[] value, RecordHeaders headers) {
        reports.add(new ConsumerRecord<>(partition.topic(), 0, offset++, 0L, TimestampType.LOG_APPEND_TIME, 1, 1,
                key.getBytes(StandardCharsets.UTF_8), value, headers, Optional.empty()));
    }

    @Test
    void ofEachServiceOfEachHostTheNewestCountsAndTheHighestEpoch() {
        report("bench-7", PAIRING, 9, "aa", 5L);
        report("bench-8", PAIRING, 3, "bb", null);
        report("bench-7", PAIRING, 8, "cc", 6L);
        report("bench-7", EventSource.USB_WATCHER, 77, null, null);
        add("bench-9/pairing-service", "{".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
        NewestReports found = NewestReports.all(reader(0), codec);
        assertThat(found.epoch("bench-7", PAIRING)).isEqualTo(9);
        assertThat(found.epoch("bench-9", PAIRING)).isZero();
        assertThat(found.of("bench-7", PAIRING)).hasValueSatisfying(r -> assertThat(r.vaultGeneration()).isEqualTo(6));
        assertThat(found.of(PAIRING)).extracting(HostReported::host).containsExactlyInAnyOrder("bench-7", "bench-8");
    }

    @Test
    void onlyWhatIsNewIsReadAgain() {
        report("bench-8", PAIRING, 3, "bb", null);
        report("bench-9", PAIRING, 3, "cc", null);
        assertThat(NewestReports.since(Instant.EPOCH, reader(1), codec, Duration.ofSeconds(10)).of(PAIRING)).extracting(HostReported::host).containsExactly("bench-9");
    }
}
