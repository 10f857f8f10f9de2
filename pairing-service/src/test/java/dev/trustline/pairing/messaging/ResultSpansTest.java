package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.TraceParent;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.pairing.handshake.ResultSink.Origin;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSpansTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final AwaitingTrust RESULT =
            new AwaitingTrust(ResultFacts.of(Udid.parse("00008110-001A2B3C4D5E6F70"), "lab-1", 1, Reason.DIALOG_SHOWN));

    private final ResultSpans on = new ResultSpans(OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build());

    @Test
    void aResultIsASpanOfTheTraceThatBeganAtTheCable() {
        Origin origin = on.traced(RESULT, new Origin(Optional.of("7-1"), Optional.of("00-" + TRACE + "-00f067aa0ba902b7-01")));

        TraceParent own = TraceParent.tryParse(origin.traceparent().orElseThrow()).orElseThrow();
        assertThat(own.traceId()).isEqualTo(TRACE);
        assertThat(own.spanId()).isNotEqualTo("00f067aa0ba902b7");
        assertThat(own.isSampled()).isTrue();
        assertThat(origin.causationId()).contains("7-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-" + TRACE + "-00f067aa0ba902b7-00", "nonsense"})
    void whatIsNotSampledOrNoTraceIsPassedOnAsItCame(String came) {
        Origin origin = new Origin(Optional.empty(), Optional.of(came));

        assertThat(on.traced(RESULT, origin)).isEqualTo(origin);
    }

    @Test
    void switchedOffTheTraceIsPassedOnAsItCame() {
        Origin origin = new Origin(Optional.empty(), Optional.of("00-" + TRACE + "-00f067aa0ba902b7-01"));

        assertThat(new ResultSpans(OpenTelemetry.noop()).traced(RESULT, origin).traceparent().orElseThrow()).startsWith("00-" + TRACE);
    }
}
