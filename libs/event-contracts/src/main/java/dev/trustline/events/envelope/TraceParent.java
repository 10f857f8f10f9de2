package dev.trustline.events.envelope;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code traceparent} (W3C Trace Context, §3.2): which trace an event belongs to, and which span led to it. Written
 * as version 00; a higher version is read as far as 00 goes, as the standard asks. Immutable.
 *
 * @param traceId 32 lower-case hex digits, not all 0
 * @param spanId  16 lower-case hex digits, not all 0; the standard calls it parent-id
 * @param flags   the lowest bit says that the trace is sampled
 */
public record TraceParent(String traceId, String spanId, byte flags) {

    /** The flags of a trace that is recorded. */
    public static final byte SAMPLED = 1;

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final Pattern TEXT = Pattern.compile("(?!ff)[0-9a-f]{2}-(" + TRACE_ID + ")-(" + SPAN_ID
            + ")-([0-9a-f]{2})(-.*)?");

    public TraceParent {
        if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
            throw new IllegalArgumentException("a trace is 32 hex digits and a span 16, in lower case and not all 0");
        }
    }

    /** Reads a header; empty if there is none or it is not one. */
    public static Optional<TraceParent> tryParse(String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        if (!matcher.matches() || text.startsWith("00-") && matcher.group(4) != null) {
            return Optional.empty();
        }
        return Optional.of(new TraceParent(matcher.group(1), matcher.group(2), (byte) Integer.parseInt(matcher.group(3), 16)));
    }

    /** Whether who began the trace records it. */
    public boolean isSampled() {
        return (flags & SAMPLED) != 0;
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + "-" + HexFormat.of().toHexDigits(flags);
    }
}
