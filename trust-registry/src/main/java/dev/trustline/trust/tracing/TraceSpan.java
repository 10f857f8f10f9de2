package dev.trustline.trust.tracing;

import io.opentelemetry.api.trace.Span;

/**
 * A piece of work that may be a span: the trace context that is to be passed on, and the end. A span that is never ended is
 * never exported, which is right for work that was rolled back. Thread-safe.
 */
public final class TraceSpan {

    private final Span span;
    private final String traceparent;

    TraceSpan(Span span, String traceparent) {
        this.span = span;
        this.traceparent = traceparent;
    }

    /** W3C trace context for what follows from this work; {@code null} if there is no trace. */
    public String traceparent() {
        return traceparent;
    }

    /** Notes a fact about the work: a state, a reason, an outcome. Never key material. */
    public TraceSpan with(String attribute, String value) {
        if (value != null) {
            span.setAttribute(attribute, value);
        }
        return this;
    }

    /** The work is done and committed. */
    public void end() {
        span.end();
    }
}
