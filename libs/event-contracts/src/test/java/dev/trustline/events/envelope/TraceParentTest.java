package dev.trustline.events.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, false", "ff, true"})
    void whatIsReadIsWrittenTheSame(String flags, boolean sampled) {
        String text = "00-" + TRACE + "-" + SPAN + "-" + flags;

        TraceParent read = TraceParent.tryParse(text).orElseThrow();

        assertThat(read.traceId()).isEqualTo(TRACE);
        assertThat(read.spanId()).isEqualTo(SPAN);
        assertThat(read.isSampled()).isEqualTo(sampled);
        assertThat(read).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-" + TRACE + "-" + SPAN + "-01", "fe-" + TRACE + "-" + SPAN + "-01-what-comes-later"})
    void aLaterVersionIsReadAsFarAsThisOneGoes(String text) {
        assertThat(TraceParent.tryParse(text)).hasToString("Optional[00-" + TRACE + "-" + SPAN + "-01]");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "", "nonsense", TRACE, "00-" + TRACE + "-" + SPAN, "00-" + TRACE + "-" + SPAN + "-1", "00-" + TRACE + "-" + SPAN + "-001",
        "00-" + TRACE + "-" + SPAN + "-01-more", "ff-" + TRACE + "-" + SPAN + "-01", "01-" + TRACE + "-" + SPAN + "-01more",
        " 00-" + TRACE + "-" + SPAN + "-01", "00-" + TRACE + "-" + SPAN + "-01\n", "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01", "00-" + TRACE + "-0000000000000000-01"})
    void whatIsNoTraceParentReadsAsNone(String text) {
        assertThat(TraceParent.tryParse(text)).isEmpty();
    }

    @Test
    void noneIsMadeOfWhatCouldNotBeRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceParent(TRACE, "0000000000000000", TraceParent.SAMPLED));
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceParent(TRACE.toUpperCase(java.util.Locale.ROOT), SPAN, (byte) 0));
    }
}
