package dev.trustline.usbwatcher;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.topic.Topic;
import dev.trustline.usbwatcher.messaging.LastReport;
import dev.trustline.virtualdevice.LabPhone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker and virtual phones. Each test leaves all phones attached and the broker joined. */
@QuarkusTest
@QuarkusTestResource(KafkaAndPhones.class)
class UsbWatcherIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final LabPhone phone = KafkaAndPhones.lab().phone(1);
    private TopicReader<DeviceEvent> devices;
    private TopicReader<HostReported> hosts;

    @BeforeEach
    void allAttached() {
        devices = new TopicReader<>(Topic.DEVICE_EVENTS, DeviceEvent.class);
        hosts = new TopicReader<>(Topic.HOSTS, HostReported.class);
        await().atMost(SOON).until(() -> KafkaAndPhones.lab().phones().stream().allMatch(p -> lastOf(p) instanceof DeviceAttached));
    }

    @AfterEach
    void close() {
        devices.close();
        hosts.close();
    }

    @Test
    void attachAndDetachReachTheTopicOnceEachWithKeyAndHeaders() {
        int before = of(phone).size();
        phone.unplug();
        await().atMost(SOON).until(() -> lastOf(phone) instanceof DeviceDetached);
        phone.plug();
        await().atMost(SOON).until(() -> lastOf(phone) instanceof DeviceAttached);

        assertThat(of(phone)).hasSize(before + 2);
        ConsumerRecord<String, byte[]> last = devices.records().get(devices.records().size() - 1);
        assertThat(last.key()).isEqualTo(phone.udid());
        assertThat(EventHeaders.text(last.headers(), EventHeaders.SOURCE)).contains("/hosts/lab-1/usb-watcher");
        assertThat(EventHeaders.text(last.headers(), EventHeaders.TYPE)).contains("dev.trustline.usb.device-attached.v1");
        assertThat(EventHeaders.text(last.headers(), EventHeaders.TRACEPARENT).orElseThrow()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        assertThat(idsAreUnique()).isTrue();
        Event<DeviceEvent> attached = of(phone).get(before + 1);
        assertThat(attached.envelope().previous()).isEqualTo(of(phone).get(before).envelope().id().sequence());
    }

    @Test
    void theReportListsWhatIsAttachedAndFollowsAChange() {
        await().atMost(SOON).until(() -> attachedNow().size() == 3);
        phone.unplug();
        await().atMost(SOON).until(() -> attachedNow().size() == 2);
        phone.plug();
        await().atMost(SOON).until(() -> attachedNow().size() == 3);
        assertThat(hosts.records()).allMatch(r -> r.key().equals("lab-1/usb-watcher"));
    }

    @Test
    void whileTheBrokerIsAwayTheNewestStateIsKeptAndSentOnReturn() throws IOException {
        int before = of(phone).size();
        KafkaAndPhones.link().cut();
        try {
            for (int turn = 0; turn < 2; turn++) {
                phone.unplug();
                await().atMost(SOON).until(() -> devicesGauge(2));
                phone.plug();
                await().atMost(SOON).until(() -> devicesGauge(3));
            }
            phone.unplug();
            await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 503);
            // over the next report and its refusal
            await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 503);
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            KafkaAndPhones.link().join();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> lastOf(phone) instanceof DeviceDetached);
        assertThat(of(phone).size() - before).isBetween(1, 2);
        await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        given().get("/q/metrics").then().body(containsString("trust_usb_coalesced_total"));

        phone.plug();
        await().atMost(SOON).until(() -> lastOf(phone) instanceof DeviceAttached);
        assertThat(idsAreUnique()).isTrue();
    }

    @Test
    void theNextStartFindsTheEpochAndTheListOfThisOne() {
        await().atMost(SOON).until(() -> attachedNow().size() == 3);
        Map<String, Object> connection = Map.of("bootstrap.servers", KafkaAndPhones.bootstrapServers());

        LastReport last = LastReport.read(connection, "lab-1/usb-watcher");

        assertThat(last.epoch()).isEqualTo(hosts.events().get(0).envelope().id().epoch());
        assertThat(last.attached()).hasSize(3);
        assertThat(last.bootId()).isEqualTo(hosts.events().get(0).data().bootId());
        assertThat(LastReport.read(connection, "lab-2/usb-watcher")).isEqualTo(new LastReport(0, null, Set.of()));
    }

    @Test
    void onlyHealthAndMetricsAreServed() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("trust_usb_events_total"))
                .body(containsString("trust_usb_attach_to_event_seconds_bucket"));
        given().get("/").then().statusCode(404);
    }

    private List<Event<DeviceEvent>> of(LabPhone one) {
        return devices.events().stream().filter(e -> e.data().udid().value().equals(one.udid())).toList();
    }

    private DeviceEvent lastOf(LabPhone one) {
        List<Event<DeviceEvent>> all = of(one);
        return all.isEmpty() ? null : all.get(all.size() - 1).data();
    }

    private List<HostReported.AttachedDevice> attachedNow() {
        List<Event<HostReported>> reports = hosts.events();
        List<HostReported.AttachedDevice> attached = reports.isEmpty() ? null : reports.get(reports.size() - 1).data().attached();
        return attached == null ? List.of() : attached;
    }

    private boolean idsAreUnique() {
        Set<String> ids = new HashSet<>();
        return devices.events().stream().allMatch(e -> ids.add(e.envelope().source() + " " + e.envelope().id()));
    }

    private static boolean devicesGauge(int count) {
        return given().get("/q/metrics").asString().contains("trust_usb_devices " + count + ".0");
    }
}
