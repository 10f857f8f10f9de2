package dev.trustline.trust.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.ResultFacts;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

    private static final Udid PHONE = Udid.parse("00008110001A2B3C4D5E6F70");

    private final EventDecoder decoder = new EventDecoder();
    private final KafkaRecords records = new KafkaRecords(new EventCodec());

    @Test
    void aResultIsReadWithTheBrokersTime() {
        Decoded decoded = decoder.decode(consumed(denied("rack-1", "rack-1", "not a trace")));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Result.class, r -> {
            assertThat(r.result().origin().at()).isEqualTo(Instant.ofEpochMilli(4711));
            assertThat(r.result().origin().traceparent()).as("what is no trace is left out").isNull();
            assertThat(r.result().key().host()).isEqualTo("rack-1");
        });
    }

    @Test
    void aHostSpeaksForItselfOnly() {
        assertThat(decoder.decode(consumed(denied("rack-1", "rack-2", null))))
                .isInstanceOfSatisfying(Decoded.Unreadable.class, u -> assertThat(u.reason()).contains("another host"));
    }

    @Test
    void anotherServiceOrNoDataOrAnotherTopicIsUnreadable() {
        ProducerRecord<String, byte[]> good = denied("rack-1", "rack-1", null);
        good.headers().remove("ce_source").add("ce_source", "/hosts/rack-1/usb-watcher".getBytes());
        assertThat(decoder.decode(consumed(good))).isInstanceOf(Decoded.Unreadable.class);
        assertThat(decoder.decode(consumed(new ProducerRecord<>(good.topic(), PHONE.value(), (byte[]) null)))).isInstanceOf(Decoded.Unreadable.class);
        assertThat(decoder.decode(consumed(new ProducerRecord<>("elsewhere", PHONE.value(), good.value())))).isInstanceOf(Decoded.Unreadable.class);
    }

    private ProducerRecord<String, byte[]> denied(String source, String host, String trace) {
        Envelope envelope = Envelope.of(new EventId(5, 1), EventSource.of(source, EventSource.PAIRING_SERVICE), Instant.now(), 0);
        Envelope traced = trace == null ? envelope : envelope.tracedBy(trace);
        return records.result(new Event<>(traced, new Denied(ResultFacts.of(PHONE, host, 1, Reason.USER_DENIED))));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<String, byte[]> r) {
        return new ConsumerRecord<>(r.topic(), 3, 17, 4711, TimestampType.LOG_APPEND_TIME, 0, 0, r.key().getBytes(), r.value(),
                r.headers(), Optional.empty());
    }
}
