package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Released;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Verified;
import dev.trustline.pairing.handshake.ResultSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultPublisherTest {
    private static final Udid UDID = new Udid("00008110-001A2B3C4D5E6F70");
    private final EventCodec codec = new EventCodec();
    private final MockProducer<String, byte[]> kafka = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private static final RecordFacts RECORD = new RecordFacts("a".repeat(64), RecordFacts.Origin.PAIRED, true, false, false);
    private final AtomicInteger merged = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final BrokerTime brokerTime = new BrokerTime();
    private final ResultPublisher publisher = new ResultPublisher(kafka, new KafkaRecords(codec),
            new EventNumbering(EventSource.of("h", "pairing-service"), 7, new FailingClock()), brokerTime, sender, new CountingMeter());

    private final class CountingMeter implements ResultPublisher.Meter {
        @Override
        public void merged() {
            merged.incrementAndGet();
        }

        @Override
        public void leftOut() {
            leftOut.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        sender.shutdownNow();
    }

    private void report(PairingResult result, String... answering) {
        publisher.report(result, ResultSink.Origin.NONE, answering.length == 0 ? Optional.empty() : Optional.of(answering[0]), written::incrementAndGet);
    }

    private static ResultFacts facts(Reason reason) {
        return ResultFacts.of(UDID, "h", 1, reason);
    }

    @Test
    void oneIsInFlightForEachDeviceAndTheNextNamesItAsPrevious() throws Exception {
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        report(new Denied(facts(Reason.USER_DENIED)));
        awaitSent(1);
        assertThat(kafka.completeNext()).isTrue();
        awaitSent(2);
        assertThat(kafka.completeNext()).isTrue();
        Awaitility.await().until(() -> written.get() == 2 && publisher.unwritten() == 0);
        List<Event<PairingResult>> events = sent();
        assertThat(events.get(0).envelope().previous()).isZero();
        assertThat(events.get(1).envelope().previous()).isEqualTo(events.get(0).envelope().id().sequence());
        assertThat(brokerTime.now()).isPresent();
    }

    @Test
    void whatWasRefusedIsSentAgainWithTheSameIdAndThenTheNewestAndEveryAnswer() throws Exception {
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        awaitSent(1);
        kafka.errorNext(new TimeoutException("away"));
        Awaitility.await().until(publisher::isRefusing);
        report(new Failed(facts(Reason.DEVICE_DETACHED)));
        report(new Failed(facts(Reason.DEVICE_UNREACHABLE)), "1-0000000001");
        report(new Denied(facts(Reason.USER_DENIED)));
        for (int n = 2; n <= 4; n++) {
            awaitSent(n);
            kafka.completeNext();
        }
        Awaitility.await().until(() -> publisher.unwritten() == 0);
        List<Event<PairingResult>> events = sent();
        assertThat(events.get(1).envelope().id()).isEqualTo(events.get(0).envelope().id());
        assertThat(events.get(2).envelope().causationId()).contains("1-0000000001");
        assertThat(events.get(3).data()).isInstanceOf(Denied.class);
        assertThat(merged).hasValue(1);
        assertThat(publisher.isRefusing()).isFalse();
    }

    /** Others are suspected for a host that was forgotten, and an impossible tap is flagged in what says trusted. */
    @Test
    void aBeginningOrAnEndOfTrustIsReplacedByNoneButItsLike() throws Exception {
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        awaitSent(1);
        kafka.errorNext(new TimeoutException("away"));
        Awaitility.await().until(publisher::isRefusing);
        report(new Revoked(facts(Reason.EXPIRED_UNUSED)));
        report(new Trusted(facts(Reason.USER_ACCEPTED).withRecord(RECORD)));
        report(new Verified(facts(Reason.ALREADY_TRUSTED).withRecord(RECORD)));
        report(new Revoked(facts(Reason.HOST_FORGOTTEN)));
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        for (int n = 2; n <= 5; n++) {
            awaitSent(n);
            kafka.completeNext();
        }
        Awaitility.await().until(() -> publisher.unwritten() == 0);
        assertThat(sent()).extracting(e -> e.data().getClass().getSimpleName())
                .containsExactly("AwaitingTrust", "AwaitingTrust", "Trusted", "Revoked", "AwaitingTrust");
        assertThat(merged).as("the first end, and the proof").hasValue(2);
    }

    @Test
    void whatSaysNothingOfTrustReplacesNothingThatDoes() throws Exception {
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        awaitSent(1);
        kafka.errorNext(new TimeoutException("away"));
        Awaitility.await().until(publisher::isRefusing);
        report(new Denied(facts(Reason.USER_DENIED)));
        report(new Held(UDID, "h"));
        report(new Released(UDID, "h"));
        report(new Held(UDID, "h"));
        for (int n = 2; n <= 5; n++) {
            awaitSent(n);
            kafka.completeNext();
        }
        Awaitility.await().until(() -> publisher.unwritten() == 0);
        assertThat(sent()).extracting(e -> e.data().getClass().getSimpleName())
                .containsExactly("AwaitingTrust", "AwaitingTrust", "Denied", "Released", "Held");
        assertThat(merged).hasValue(1);
    }

    /** The codec takes whatever a result can hold; what is left to fail is the clock that it is stamped with. */
    private final class FailingClock extends Clock {
        @Override
        public Instant instant() {
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("no time");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void oneThatCannotBeEncodedIsLeftOutAndTheOthersGoOn() throws Exception {
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        awaitSent(1);
        failures.set(2);
        report(new Failed(facts(Reason.DEVICE_DETACHED)));
        report(new Failed(facts(Reason.DEVICE_DETACHED)));
        report(new Denied(facts(Reason.USER_DENIED)));
        kafka.completeNext();
        awaitSent(2);
        kafka.completeNext();
        Awaitility.await().until(() -> publisher.unwritten() == 0);
        List<Event<PairingResult>> events = sent();
        assertThat(events.get(1).data()).isInstanceOf(Denied.class);
        assertThat(events.get(1).envelope().previous()).isEqualTo(events.get(0).envelope().id().sequence());
        assertThat(leftOut).hasValue(2);
        assertThat(written).hasValue(2);
        assertThat(publisher.flush(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void oneThatIsLargerThanTheTopicTakesIsLeftOutAndTheOthersGoOn() throws Exception {
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        report(new Denied(facts(Reason.USER_DENIED)));
        awaitSent(1);
        kafka.errorNext(new RecordTooLargeException("1000001 bytes"));
        awaitSent(2);
        kafka.completeNext();
        Awaitility.await().until(() -> publisher.unwritten() == 0);
        assertThat(sent().get(1).data()).isInstanceOf(Denied.class);
        assertThat(sent().get(1).envelope().previous()).isZero();
        assertThat(leftOut).hasValue(1);
        assertThat(written).hasValue(1);
        assertThat(publisher.isRefusing()).isFalse();
    }

    @Test
    void whatFollowsAWrittenResultMayFailAndTheOthersGoOn() {
        publisher.report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)), ResultSink.Origin.NONE, Optional.empty(), () -> {
            throw new IllegalStateException("the disk is full");
        });
        report(new Denied(facts(Reason.USER_DENIED)));
        for (int n = 1; n <= 2; n++) {
            awaitSent(n);
            kafka.completeNext();
        }
        Awaitility.await().until(() -> publisher.unwritten() == 0 && written.get() == 1);
    }

    @Test
    void aFlushEndsWithItsDeadline() {
        report(new AwaitingTrust(facts(Reason.DIALOG_SHOWN)));
        assertThat(publisher.flush(Duration.ofMillis(50))).isFalse();
    }

    private void awaitSent(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> kafka.history().size() == count);
    }

    private List<Event<PairingResult>> sent() throws Exception {
        List<Event<PairingResult>> events = new java.util.ArrayList<>();
        for (ProducerRecord<String, byte[]> record : kafka.history()) {
            events.add(codec.read(record.headers(), record.value(), PairingResult.class));
        }
        return events;
    }
}
