package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.TraceParent;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.pairing.handshake.ResultSink.Origin;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * Makes each result a span of the trace that began at the cable, so that one trace goes from plug to trust. With the SDK off
 * no span is made and the trace context is passed on as it came. Thread-safe.
 */
public final class ResultSpans {
    private final Tracer tracer;

    public ResultSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.trustline.pairing");
    }

    /** The origin with this result's own span as parent of what follows. */
    public Origin traced(PairingResult result, Origin origin) {
        Optional<TraceParent> above = origin.traceparent().flatMap(TraceParent::tryParse);
        if (above.isEmpty()) {
            return origin;
        }
        Span span = tracer.spanBuilder(result.type().shortName()).setParent(context(above.get())).setSpanKind(SpanKind.PRODUCER).startSpan();
        describe(span, result);
        span.end();
        SpanContext own = span.getSpanContext();
        return own.isSampled() ? new Origin(origin.causationId(), Optional.of(text(own))) : origin;
    }

    private static Context context(TraceParent parent) {
        return Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(parent.traceId(), parent.spanId(),
                TraceFlags.fromByte(parent.flags()), TraceState.getDefault())));
    }

    private static String text(SpanContext own) {
        return new TraceParent(own.getTraceId(), own.getSpanId(), own.getTraceFlags().asByte()).toString();
    }

    private static void describe(Span span, PairingResult result) {
        span.setAttribute("trustline.subject", result.subject());
        if (result instanceof RelationResult relation) {
            span.setAttribute("trustline.state", relation.status().wireText());
            span.setAttribute("trustline.reason", relation.facts().reason().wireText());
            span.setAttribute("trustline.attempt", relation.facts().attempt());
        }
    }
}
