package dev.trustline.usbwatcher.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.usbwatcher.hotplug.DeviceChange;
import dev.trustline.usbwatcher.hotplug.DeviceSighting;
import dev.trustline.usbwatcher.hotplug.DeviceTracker;
import dev.trustline.usbwatcher.hotplug.FlapPolicy;
import dev.trustline.usbwatcher.hotplug.HotplugEvent;
import dev.trustline.usbwatcher.hotplug.HotplugOrigin;
import dev.trustline.usbwatcher.hotplug.SightingKey;
import dev.trustline.usbwatcher.hotplug.TrackerListener;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceOutboxTest {
    private static final Udid PHONE = Udid.parse("00008110-0000000000000001");
    private static final Udid OTHER = Udid.parse("00008110-0000000000000002");
    private static final Duration WAIT = Duration.ofMillis(10);

    private final EventNumbering numbering = new EventNumbering(EventSource.of("lab-1", "usb-watcher"), 7, Clock.systemUTC());
    private final Broker broker = new Broker();
    private final Counts counts = new Counts();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final DeviceOutbox outbox = new DeviceOutbox(broker, new DeviceRecords(numbering, new KafkaRecords(new EventCodec()),
            new DeviceTrace(OpenTelemetry.noop().getTracer("test"))), numbering, counts, scheduler);
    private final DeviceTracker tracker = new DeviceTracker(numbering::next,
            new FlapPolicy(1000, Duration.ofSeconds(1), Duration.ofSeconds(1)), new ToOutbox(), Clock.systemUTC(), System::nanoTime);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void oneChangePerDeviceIsInFlightAndNewerOnesCoalesceBehindIt() throws InterruptedException {
        start();
        attach(PHONE, "a");
        send();
        detach("a");
        attach(PHONE, "b");
        detach("b");
        send();
        assertThat(broker.sent).hasSize(1);
        assertThat(counts.coalesced).hasValue(2);

        broker.acknowledge();
        send();
        assertThat(broker.sent).hasSize(2);
        assertThat(broker.type(1)).endsWith("device-detached.v1");
        assertThat(broker.value(1)).contains("\"previous\":1");
    }

    @Test
    void otherDevicesDoNotWait() throws InterruptedException {
        start();
        attach(PHONE, "a");
        attach(OTHER, "b");
        send();
        send();
        assertThat(broker.sent).extracting(ProducerRecord::key).containsExactly(PHONE.value(), OTHER.value());
    }

    @Test
    void whatMayHaveBeenWrittenIsSentAgainUnchangedBeforeAnythingNewer() throws InterruptedException {
        start();
        attach(PHONE, "a");
        send();
        detach("a");
        broker.fail(new IllegalStateException("timed out"));
        await().untilAsserted(() -> {
            send();
            assertThat(broker.sent).hasSize(2);
        });
        assertThat(broker.sent.get(1)).isSameAs(broker.sent.get(0));
        assertThat(counts.failed).hasValue(1);
    }

    @Test
    void whatWasCertainlyNotWrittenGivesWayToANewerChange() throws InterruptedException {
        start();
        attach(PHONE, "a");
        send();
        broker.fail(new RecordSender.NotHandedOver(new IllegalStateException("no broker")));
        detach("a");
        await().untilAsserted(() -> {
            send();
            assertThat(broker.sent).hasSize(2);
        });
        assertThat(broker.type(1)).endsWith("device-detached.v1");
        assertThat(counts.coalesced).hasValue(1);
    }

    @Test
    void flushingWaitsUntilEverythingIsAcknowledged() throws InterruptedException {
        start();
        attach(PHONE, "a");
        send();
        assertThat(outbox.awaitEmpty(Duration.ofMillis(20))).isFalse();
        broker.acknowledge();
        assertThat(outbox.awaitEmpty(Duration.ofMillis(20))).isTrue();
    }

    @Test
    void aRecordCarriesKeyHeadersAndATraceEvenWithoutTheSdk() throws InterruptedException {
        start();
        attach(PHONE, "a");
        send();
        assertThat(broker.sent.get(0).key()).isEqualTo(PHONE.value());
        assertThat(broker.header(0, "ce_id")).isEqualTo(new EventId(7, 1).toString());
        assertThat(broker.header(0, "ce_source")).isEqualTo("/hosts/lab-1/usb-watcher");
        assertThat(broker.header(0, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    private void start() {
        tracker.begin("libusb", Set.of(), false);
        tracker.on(new HotplugEvent.Listed(HotplugOrigin.LIBUSB, "libusb", Map.of(), 0));
    }

    private void attach(Udid udid, String id) {
        tracker.on(new HotplugEvent.Attached(HotplugOrigin.LIBUSB, new SightingKey("libusb", id),
                new DeviceSighting(udid, Connection.USB, "1-1", 0x12a8, 480), 12L, System.nanoTime()));
    }

    private void detach(String id) {
        tracker.on(new HotplugEvent.Detached(HotplugOrigin.LIBUSB, new SightingKey("libusb", id), System.nanoTime()));
    }

    private void send() throws InterruptedException {
        outbox.sendNext(WAIT);
    }

    private final class ToOutbox implements TrackerListener {
        @Override
        public void changed(DeviceChange change) {
            outbox.offer(change);
        }

        @Override
        public void listComplete() {
        }

        @Override
        public void damped(Udid udid) {
        }
    }

    private static final class Broker implements RecordSender {
        private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
        private CompletableFuture<Void> last = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> send(ProducerRecord<String, byte[]> record) {
            sent.add(record);
            last = new CompletableFuture<>();
            return last;
        }

        void acknowledge() {
            last.complete(null);
        }

        void fail(Throwable error) {
            last.completeExceptionally(error);
        }

        String type(int index) {
            return header(index, "ce_type");
        }

        String header(int index, String name) {
            return new String(sent.get(index).headers().lastHeader(name).value(), StandardCharsets.UTF_8);
        }

        String value(int index) {
            return new String(sent.get(index).value(), StandardCharsets.UTF_8);
        }
    }

    private static final class Counts implements PublishObserver {
        private final AtomicInteger coalesced = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        @Override
        public void published(DeviceChange change, Duration took) {
        }

        @Override
        public void publishFailed(Duration took) {
            failed.incrementAndGet();
        }

        @Override
        public void coalesced() {
            coalesced.incrementAndGet();
        }

        @Override
        public void reported(boolean acknowledged) {
        }
    }
}
