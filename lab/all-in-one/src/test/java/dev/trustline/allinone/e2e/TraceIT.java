package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.e2e.Collector.ReceivedSpan;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.topic.Topic;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** With OpenTelemetry switched on, one phone is one trace from the plug to the trust, over all three services. */
class TraceIT extends EndToEnd {
    TraceIT(RunningLab lab) {
        super(lab);
    }

    @Test
    void fromThePlugToTheTrustItIsOneTraceThroughAllThreeServices() {
        Udid phone = trustedPhone();
        within(15).untilAsserted(() -> assertThat(spans(phone, "publish trust.state-changed", "trusted")).hasSize(1));

        ReceivedSpan published = spans(phone, "publish trust.state-changed", "trusted").get(0);
        ReceivedSpan applied = parentOf(published, EventSource.TRUST_REGISTRY, "apply pairing.trusted");
        ReceivedSpan said = parentOf(applied, EventSource.PAIRING_SERVICE, "pairing.trusted");
        ReceivedSpan plugged = parentOf(said, EventSource.USB_WATCHER, "device attached");

        assertThat(plugged.parent()).as("the plug is the root").isEmpty();
        assertThat(List.of(published, applied, said, plugged)).extracting(ReceivedSpan::trace).containsOnly(plugged.trace());
        assertThat(published.attributes()).containsEntry("trustline.subject", phone + "/" + HOST).containsEntry("trustline.reason", "user-accepted");
        assertThat(applied.attributes()).containsEntry("trustline.outcome", "applied");
        assertThat(applied.endNanos()).isGreaterThanOrEqualTo(applied.startNanos());
        assertThat(Collector.shared().unreadable()).isEmpty();
    }

    @Test
    void theEventsOnKafkaNameTheSpansThatWroteThem() {
        Udid phone = trustedPhone();
        within(15).untilAsserted(() -> assertThat(spans(phone, "publish trust.state-changed", "trusted")).hasSize(1));

        ReceivedSpan published = spans(phone, "publish trust.state-changed", "trusted").get(0);
        ReceivedSpan applied = parentOf(published, EventSource.TRUST_REGISTRY, "apply pairing.trusted");

        within(10).untilAsserted(() -> assertThat(traceparents(Topic.TRUST_CHANGES, phone.value()))
                .contains("00-" + published.trace() + "-" + published.id() + "-01"));
        within(10).untilAsserted(() -> assertThat(traceparents(Topic.TRUST_STATE, phone + "/" + HOST))
                .contains("00-" + applied.trace() + "-" + applied.id() + "-01"));
    }

    private List<String> traceparents(Topic topic, String key) {
        return events.of(topic).filter(r -> key.equals(r.key()))
                .flatMap(r -> EventHeaders.text(r.headers(), EventHeaders.TRACEPARENT).stream()).collect(Collectors.toList());
    }

    private static List<ReceivedSpan> spans(Udid phone, String name, String state) {
        return Collector.shared().spans().stream()
                .filter(s -> s.name().equals(name) && state.equals(s.attributes().get("trustline.state")))
                .filter(s -> (phone + "/" + HOST).equals(s.attributes().get("trustline.subject"))).toList();
    }

    private static ReceivedSpan parentOf(ReceivedSpan span, String service, String name) {
        within(10).untilAsserted(() -> assertThat(Collector.shared().spans()).extracting(ReceivedSpan::id).contains(span.parent()));
        ReceivedSpan parent = Collector.shared().spans().stream().filter(s -> s.id().equals(span.parent())).findFirst().orElseThrow();
        assertThat(parent.service()).isEqualTo(service);
        assertThat(parent.name()).isEqualTo(name);
        assertThat(parent.trace()).isEqualTo(span.trace());
        return parent;
    }
}
