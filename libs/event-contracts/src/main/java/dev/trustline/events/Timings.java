package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How long the phases of an attempt took, in milliseconds, each measured on one process' monotonic clock. A component is
 * {@code null} when that phase did not happen.
 *
 * @param attachToEventMs from the cable to the device event
 * @param eventToAlertMs  from the device event to the alert on the device
 * @param alertToTapMs    from the alert to the tap
 * @param tapToRecordMs   from the tap to the proven record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timings(Long attachToEventMs, Long eventToAlertMs, Long alertToTapMs, Long tapToRecordMs) {
    /** Nothing was measured. */
    public static final Timings NONE = new Timings(null, null, null, null);
}
