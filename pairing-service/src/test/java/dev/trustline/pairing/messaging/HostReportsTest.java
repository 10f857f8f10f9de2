package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class HostReportsTest {
    private final EventCodec codec = new EventCodec();
    private final MockProducer<String, byte[]> kafka = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final HostReports reports = new HostReports(kafka, new KafkaRecords(codec),
            new EventNumbering(EventSource.of("h", EventSource.PAIRING_SERVICE), 7, Clock.systemUTC()), new BrokerTime(),
            () -> new HostReported("h", EventSource.PAIRING_SERVICE, "1", null, Instant.EPOCH, null, null, List.of(), null));

    @Test
    void eachReportNamesTheOneBeforeIt() throws Exception {
        reports.report().get();
        reports.report().get();
        assertThat(read(0).envelope().previous()).isZero();
        assertThat(read(1).envelope().previous()).isEqualTo(read(0).envelope().id().sequence());
    }

    private Event<HostReported> read(int index) throws Exception {
        ProducerRecord<String, byte[]> written = kafka.history().get(index);
        return codec.read(written.headers(), written.value(), HostReported.class);
    }
}
