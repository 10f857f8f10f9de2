package dev.trustline.trust.tracing;

import dev.trustline.trust.relation.RelationKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes spans whose parent came with a record (W3C Trace Context). With the SDK off, or without a parent, nothing is made
 * and the context is passed on as it came. Thread-safe.
 */
public final class TraceSpans {

    /** Attribute: device and host, as {@code UDID/host}. */
    public static final String SUBJECT = "trustline.subject";
    /** Attribute: a trust state. */
    public static final String STATE = "trustline.state";
    /** Attribute: a reason. */
    public static final String REASON = "trustline.reason";
    /** Attribute: {@code applied}, {@code duplicate} or {@code stale}. */
    public static final String OUTCOME = "trustline.outcome";

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String FORMAT = "00-%s-%s-%s";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<String> FROM_TEXT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of("traceparent");
        }

        @Override
        public String get(String carrier, String key) {
            return "traceparent".equals(key) ? carrier : null;
        }
    };

    private final Tracer tracer;
    private final boolean enabled;

    /**
     * Spans by this tracer.
     *
     * @param enabled whether the SDK is on; if not, the tracer is never asked
     */
    public TraceSpans(Tracer tracer, boolean enabled) {
        this.tracer = tracer;
        this.enabled = enabled;
    }

    /** Whether anything is to be traced at all. */
    public boolean areOn() {
        return enabled;
    }

    /** Begins a span below that trace context, which may be {@code null}. */
    public TraceSpan start(String name, SpanKind kind, String parent, RelationKey key) {
        if (!enabled || parent == null) {
            return new TraceSpan(Span.getInvalid(), parent);
        }
        Context above = W3C.extract(Context.root(), parent, FROM_TEXT);
        Span span = tracer.spanBuilder(name).setParent(above).setSpanKind(kind).startSpan();
        if (key != null) {
            span.setAttribute(SUBJECT, key.toString());
        }
        return new TraceSpan(span, text(span.getSpanContext()).orElse(parent));
    }

    /** The context of the request that is being answered: its own span if there is one, else what its header says. */
    public String ofRequest(String header) {
        String own = enabled ? text(Span.current().getSpanContext()).orElse(null) : null;
        return own != null ? own : header != null && isTraceparent(header) ? header : null;
    }

    /** Whether this text is a trace context. */
    public static boolean isTraceparent(String text) {
        return TRACEPARENT.matcher(text).matches();
    }

    private static Optional<String> text(SpanContext context) {
        return context.isValid()
                ? Optional.of(String.format(FORMAT, context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex()))
                : Optional.empty();
    }
}
