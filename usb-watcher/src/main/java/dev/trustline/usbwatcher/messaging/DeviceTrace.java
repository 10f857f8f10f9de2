package dev.trustline.usbwatcher.messaging;

import dev.trustline.events.envelope.TraceParent;
import dev.trustline.usbwatcher.hotplug.DeviceChange;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The trace from plug to trust begins here: every change starts a new one. With the OpenTelemetry SDK switched off the ids are
 * made all the same (W3C Trace Context, version 00), so that events can still be joined; marked as sampled, because a service
 * behind this one that does export follows its parent's choice. Thread-safe.
 */
public final class DeviceTrace {

    private final Tracer tracer;

    /** Traces by this tracer, which may be a no-op. */
    public DeviceTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The {@code traceparent} of a change. */
    public String traceparent(DeviceChange change) {
        Span span = tracer.spanBuilder(change.isAttached() ? "device attached" : "device detached")
                .setNoParent().setSpanKind(SpanKind.PRODUCER).setStartTimestamp(change.madeAt()).startSpan();
        span.setAttribute("udid", change.udid().value());
        span.end();
        SpanContext context = span.getSpanContext();
        TraceParent traced = context.isValid()
                ? new TraceParent(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asByte())
                : new TraceParent(TraceId.fromLongs(random(), random()), SpanId.fromLong(random()), TraceParent.SAMPLED);
        return traced.toString();
    }

    private static long random() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }
}
