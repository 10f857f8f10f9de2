package dev.trustline.allinone.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What an OpenTelemetry collector would have received: an OTLP/HTTP receiver on 127.0.0.1 that keeps every span. Read with
 * the message classes of the OpenTelemetry project itself.
 */
final class Collector {
    private static final Collector SHARED = new Collector();

    private final HttpServer server;
    private final Queue<ReceivedSpan> spans = new ConcurrentLinkedQueue<>();
    private final Queue<String> unreadable = new ConcurrentLinkedQueue<>();

    private Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", this::take);
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Collector shared() {
        return SHARED;
    }

    /** What makes a service send its spans here, quickly. */
    Map<String, String> environment() {
        return Map.of(
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort(),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "500MS");
    }

    /** Every span so far. */
    List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** Requests that were no OTLP. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::keep);
            } catch (InvalidProtocolBufferException e) {
                unreadable.add(exchange.getRequestHeaders().entrySet() + ": " + e.getMessage());
            }
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void keep(ResourceSpans resource) {
        String service = resource.getResource().getAttributesList().stream()
                .filter(a -> a.getKey().equals("service.name")).map(a -> a.getValue().getStringValue()).findFirst().orElse("");
        resource.getScopeSpansList().forEach(scope -> scope.getSpansList().forEach(span -> {
            Map<String, String> attributes = new TreeMap<>();
            span.getAttributesList().forEach(a -> attributes.put(a.getKey(), a.getValue().getStringValue()));
            HexFormat hex = HexFormat.of();
            spans.add(new ReceivedSpan(service, span.getName(), hex.formatHex(span.getTraceId().toByteArray()),
                    hex.formatHex(span.getSpanId().toByteArray()), hex.formatHex(span.getParentSpanId().toByteArray()), attributes,
                    span.getStartTimeUnixNano(), span.getEndTimeUnixNano(), span.toString()));
        }));
    }

    /** A span; {@code parent} is empty for a root, {@code text} is all of it. */
    record ReceivedSpan(String service, String name, String trace, String id, String parent, Map<String, String> attributes,
            long startNanos, long endNanos, String text) {
    }
}
