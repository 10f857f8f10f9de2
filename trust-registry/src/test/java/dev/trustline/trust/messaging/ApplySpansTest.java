package dev.trustline.trust.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.trust.relation.Origin;
import dev.trustline.trust.relation.ReceivedResult;
import dev.trustline.trust.relation.RelationBatch.Counted;
import dev.trustline.trust.relation.RelationBatch.Outcome;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.BatchOutcome;
import dev.trustline.trust.store.EventBatch;
import dev.trustline.trust.tracing.TraceSpans;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplySpansTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT_ID = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE_ID + "-" + PARENT_ID + "-01";
    private static final Udid PHONE = Udid.parse("00008110-001A2B3C4D5E6F70");

    private final Exported exported = new Exported();
    private final SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exported)).build();
    private final TraceSpans on = new TraceSpans(provider.get("test"), true);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aCommittedResultIsASpanBelowTheOneThatCameWithItAndAboveWhatFollows() {
        ApplySpans spans = ApplySpans.begin(batch(result(1, PARENT)), on);
        spans.end(new BatchOutcome.Committed(List.of(new Counted("usb.device-attached", Outcome.APPLIED),
                new Counted("pairing.awaiting-trust", Outcome.DUPLICATE)), 0, 0, List.of()));

        SpanData span = exported.spans.get(0);
        assertThat(span.getName()).isEqualTo("apply pairing.awaiting-trust");
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT_ID);
        assertThat(span.getAttributes().asMap().toString()).contains("awaiting-trust", "dialog-shown", "duplicate", PHONE + "/lab-1");
        assertThat(spans.batch().results().get(0).origin().traceparent())
                .isEqualTo("00-" + TRACE_ID + "-" + span.getSpanId() + "-01");
    }

    @Test
    void whatWasRolledBackIsNoSpan() {
        ApplySpans.begin(batch(result(1, PARENT)), on);

        assertThat(exported.spans).isEmpty();
    }

    @Test
    void aResultWithoutATraceStaysWithoutOne() {
        ApplySpans spans = ApplySpans.begin(batch(result(1, null), result(2, PARENT)), on);
        spans.end(new BatchOutcome.Committed(List.of(new Counted("pairing.awaiting-trust", Outcome.APPLIED),
                new Counted("pairing.awaiting-trust", Outcome.STALE)), 0, 0, List.of()));

        assertThat(exported.spans).singleElement().satisfies(s -> assertThat(s.getAttributes().asMap().toString()).contains("stale"));
        assertThat(spans.batch().results().get(0).origin().traceparent()).isNull();
    }

    @Test
    void switchedOffTheBatchIsNotTouched() {
        EventBatch batch = batch(result(1, PARENT));

        assertThat(ApplySpans.begin(batch, new TraceSpans(null, false)).batch()).isSameAs(batch);
    }

    @Test
    void aTraceThatIsNotSampledIsPassedOnUnsampled() {
        ApplySpans spans = ApplySpans.begin(batch(result(1, PARENT.replaceAll("01$", "00"))), on);

        assertThat(spans.batch().results().get(0).origin().traceparent()).startsWith("00-" + TRACE_ID).endsWith("-00");
    }

    private static ReceivedResult result(long sequence, String traceparent) {
        Origin origin = new Origin(new EventId(7, sequence), 0, Instant.EPOCH, "/hosts/lab-1/pairing-service#7-1", null, traceparent);
        return new ReceivedResult(new RelationKey(PHONE, "lab-1"),
                new AwaitingTrust(ResultFacts.of(PHONE, "lab-1", 1, Reason.DIALOG_SHOWN)), origin);
    }

    private static EventBatch batch(ReceivedResult... results) {
        return new EventBatch(List.of(results), List.of(), List.of(), List.of());
    }

    /** What would have left the process. */
    private static final class Exported implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
