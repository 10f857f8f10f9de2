package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.time.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A point in time on both clocks: {@code nanos} is the timeline's monotonic clock of this process, {@code epochMicros}
 * the wall clock in microseconds since 1970. Both are 0 for "not yet".
 */
public record Moment(long nanos, long epochMicros) {
    /** Has not happened. */
    public static final Moment NEVER = new Moment(0, 0);

    /** Now. */
    public static Moment of(Timeline timeline) {
        return new Moment(timeline.nanoTime(), ChronoUnit.MICROS.between(Instant.EPOCH, timeline.now()));
    }
}
