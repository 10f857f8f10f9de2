package dev.trustline.trust.messaging;

import dev.trustline.events.result.RelationResult;
import dev.trustline.trust.relation.Origin;
import dev.trustline.trust.relation.ReceivedResult;
import dev.trustline.trust.relation.RelationBatch.Counted;
import dev.trustline.trust.store.BatchOutcome;
import dev.trustline.trust.store.EventBatch;
import dev.trustline.trust.tracing.TraceSpan;
import dev.trustline.trust.tracing.TraceSpans;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One try of a batch as spans: one per result, from before the transaction to behind its commit, each the parent of what is
 * published because of it. Nothing is exported of a try that was not committed. Used by one thread.
 */
final class ApplySpans {

    private final EventBatch batch;
    private final List<TraceSpan> spans;

    private ApplySpans(EventBatch batch, List<TraceSpan> spans) {
        this.batch = batch;
        this.spans = spans;
    }

    /** Begins the spans of a batch; with tracing off the batch stays as it is. */
    static ApplySpans begin(EventBatch batch, TraceSpans tracing) {
        if (!tracing.areOn() || batch.results().isEmpty()) {
            return new ApplySpans(batch, List.of());
        }
        List<ReceivedResult> traced = new ArrayList<>();
        List<TraceSpan> spans = new ArrayList<>();
        for (ReceivedResult result : batch.results()) {
            TraceSpan span = span(result, tracing);
            Origin origin = result.origin().tracedBy(span.traceparent());
            traced.add(new ReceivedResult(result.key(), result.data(), origin));
            spans.add(span);
        }
        return new ApplySpans(new EventBatch(traced, batch.deviceEvents(), batch.reports(), batch.offsets()), spans);
    }

    private static TraceSpan span(ReceivedResult result, TraceSpans tracing) {
        TraceSpan span = tracing.start("apply " + result.data().type().shortName(), SpanKind.CONSUMER,
                result.origin().traceparent(), result.key());
        return result.data() instanceof RelationResult said
                ? span.with(TraceSpans.STATE, said.status().wireText()).with(TraceSpans.REASON, said.facts().reason().wireText())
                : span;
    }

    /** The batch whose results name their spans as their trace context. */
    EventBatch batch() {
        return batch;
    }

    /** The transaction is committed: every span ends, with what became of its result. */
    void end(BatchOutcome.Committed committed) {
        List<Counted> outcomes = committed.outcomes();
        int first = outcomes.size() - spans.size();
        for (int i = 0; i < spans.size(); i++) {
            spans.get(i).with(TraceSpans.OUTCOME, outcomes.get(first + i).outcome().name().toLowerCase(Locale.ROOT)).end();
        }
    }
}
