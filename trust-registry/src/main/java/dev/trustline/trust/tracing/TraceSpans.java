package dev.trustline.trust.tracing;

import dev.trustline.events.envelope.TraceParent;
import dev.trustline.trust.relation.RelationKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;

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
        Optional<TraceParent> above = enabled ? TraceParent.tryParse(parent) : Optional.empty();
        if (above.isEmpty()) {
            return new TraceSpan(Span.getInvalid(), parent);
        }
        Span span = tracer.spanBuilder(name).setParent(context(above.get())).setSpanKind(kind).startSpan();
        if (key != null) {
            span.setAttribute(SUBJECT, key.toString());
        }
        return new TraceSpan(span, text(span.getSpanContext()).orElse(parent));
    }

    /** The context of the request that is being answered: its own span if there is one, else what its header says. */
    public String ofRequest(String header) {
        String own = enabled ? text(Span.current().getSpanContext()).orElse(null) : null;
        return own != null ? own : TraceParent.tryParse(header).map(TraceParent::toString).orElse(null);
    }

    private static Context context(TraceParent parent) {
        return Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(parent.traceId(), parent.spanId(),
                TraceFlags.fromByte(parent.flags()), TraceState.getDefault())));
    }

    private static Optional<String> text(SpanContext own) {
        return own.isValid()
                ? Optional.of(new TraceParent(own.getTraceId(), own.getSpanId(), own.getTraceFlags().asByte()).toString())
                : Optional.empty();
    }
}
