package dev.trustline.events.result;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * What every result about a relation says. In the JSON these fields lie flat beside each other.
 *
 * @param udid      the device
 * @param host      the host
 * @param attempt   number of the attempt on this host, from 1; 0 when no attempt was ever made
 * @param reason    why
 * @param rawError  the device's own error string, as {@link DeviceWords} cleans it; {@code null} when it gave none
 * @param device    what the device says of itself
 * @param record    the record in use; {@code null} when there is none
 * @param timings   how long the phases took
 * @param decidedBy who or which rule let the alert be raised or refused it; {@code null} when nothing was decided
 */
public record ResultFacts(
        Udid udid,
        String host,
        int attempt,
        Reason reason,
        String rawError,
        DeviceFacts device,
        RecordFacts record,
        Timings timings,
        String decidedBy) {
    public ResultFacts {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(reason, "reason");
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt " + attempt + " is below 0");
        }
        rawError = rawError == null ? null : DeviceWords.clean(rawError);
        device = device == null ? DeviceFacts.NONE : device;
        timings = timings == null ? Timings.NONE : timings;
    }

    /** The least that can be said. */
    public static ResultFacts of(Udid udid, String host, int attempt, Reason reason) {
        return new ResultFacts(udid, host, attempt, reason, null, null, null, null, null);
    }

    /** The same, with the device's own error string. */
    public ResultFacts withRawError(String text) {
        return new ResultFacts(udid, host, attempt, reason, text, device, record, timings, decidedBy);
    }

    /** The same, with what the device says of itself. */
    public ResultFacts withDevice(DeviceFacts facts) {
        return new ResultFacts(udid, host, attempt, reason, rawError, facts, record, timings, decidedBy);
    }

    /** The same, with the record in use. */
    public ResultFacts withRecord(RecordFacts facts) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, facts, timings, decidedBy);
    }

    /** The same, with phase timings. */
    public ResultFacts withTimings(Timings phases) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, record, phases, decidedBy);
    }

    /** The same, with who decided. */
    public ResultFacts withDecidedBy(String who) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, record, timings, who);
    }
}
