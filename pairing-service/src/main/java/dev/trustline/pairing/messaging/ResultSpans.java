package dev.trustline.pairing.messaging;

import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.pairing.handshake.ResultSink.Origin;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes each result a span of the trace that began at the cable, so that one trace goes from plug to trust. With the SDK off
 * no span is made and the trace context is passed on as it came. Thread-safe.
 */
public final class ResultSpans {
    private static final String TRACEPARENT = "traceparent";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<String> FROM_TEXT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return java.util.List.of(TRACEPARENT);
        }

        @Override
        public String get(String carrier, String key) {
            return TRACEPARENT.equals(key) ? carrier : null;
        }
    };

    private final Tracer tracer;

    public ResultSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.trustline.pairing");
    }

    /** The origin with this result's own span as parent of what follows. */
    public Origin traced(PairingResult result, Origin origin) {
        if (origin.traceparent().isEmpty()) {
            return origin;
        }
        Context parent = W3C.extract(Context.root(), origin.traceparent().get(), FROM_TEXT);
        Span span = tracer.spanBuilder(result.type().shortName()).setParent(parent).setSpanKind(SpanKind.PRODUCER).startSpan();
        describe(span, result);
        span.end();
        return span.getSpanContext().isSampled() ? new Origin(origin.causationId(), traceparent(span)) : origin;
    }

    private static void describe(Span span, PairingResult result) {
        span.setAttribute("trustline.subject", result.subject());
        if (result instanceof RelationResult relation) {
            span.setAttribute("trustline.state", relation.status().wireText());
            span.setAttribute("trustline.reason", relation.facts().reason().wireText());
            span.setAttribute("trustline.attempt", relation.facts().attempt());
        }
    }

    private static Optional<String> traceparent(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3C.inject(Context.root().with(span), carrier, (map, key, value) -> map.put(key, value));
        return Optional.ofNullable(carrier.get(TRACEPARENT));
    }
}
