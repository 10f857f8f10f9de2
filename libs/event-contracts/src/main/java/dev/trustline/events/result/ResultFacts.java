package dev.trustline.events.result;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * What every result about a relation says. In the JSON these fields lie flat beside each other.
 *
 * @param udid            the device
 * @param host            the host
 * @param attempt         number of the attempt on this host, from 1; 0 when no attempt was ever made
 * @param reason          why
 * @param rawError        the device's own error string, as {@link DeviceWords} cleans it; {@code null} when it gave none
 * @param device          what the device says of itself, each text as {@link DeviceWords} cleans it
 * @param record          the record in use; {@code null} when there is none
 * @param timings         how long the phases took
 * @param decidedBy       who or which rule let the alert be raised or refused it, as {@link DeviceWords} cleans it; {@code null} when nothing was decided
 * @param impossibleTap   why the tap that was seen cannot have been a person's; {@code null} when nothing is odd
 * @param wifiConnections whether the device lets this host connect over Wi-Fi; {@code null} when it was not read
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
        String decidedBy,
        ImpossibleTap impossibleTap,
        Boolean wifiConnections) {
    public ResultFacts {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(reason, "reason");
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt " + attempt + " is below 0");
        }
        rawError = DeviceWords.cleanOrNull(rawError);
        device = device == null ? DeviceFacts.NONE : DeviceWords.clean(device);
        decidedBy = DeviceWords.cleanOrNull(decidedBy);
        timings = timings == null ? Timings.NONE : timings;
    }

    /** What is said of a relation where no tap was odd and Wi-Fi was not read. */
    public ResultFacts(Udid udid, String host, int attempt, Reason reason, String rawError, DeviceFacts device, RecordFacts record,
            Timings timings, String decidedBy) {
        this(udid, host, attempt, reason, rawError, device, record, timings, decidedBy, null, null);
    }

    /** The least that can be said. */
    public static ResultFacts of(Udid udid, String host, int attempt, Reason reason) {
        return new ResultFacts(udid, host, attempt, reason, null, null, null, null, null);
    }

    /** The same, with the device's own error string. */
    public ResultFacts withRawError(String text) {
        return new ResultFacts(udid, host, attempt, reason, text, device, record, timings, decidedBy, impossibleTap, wifiConnections);
    }

    /** The same, with what the device says of itself. */
    public ResultFacts withDevice(DeviceFacts facts) {
        return new ResultFacts(udid, host, attempt, reason, rawError, facts, record, timings, decidedBy, impossibleTap, wifiConnections);
    }

    /** The same, with the record in use. */
    public ResultFacts withRecord(RecordFacts facts) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, facts, timings, decidedBy, impossibleTap, wifiConnections);
    }

    /** The same, with phase timings. */
    public ResultFacts withTimings(Timings phases) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, record, phases, decidedBy, impossibleTap, wifiConnections);
    }

    /** The same, with who decided. */
    public ResultFacts withDecidedBy(String who) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, record, timings, who, impossibleTap, wifiConnections);
    }

    /** The same, with a flag on the tap; {@code null} takes it away. */
    public ResultFacts withImpossibleTap(ImpossibleTap kind) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, record, timings, decidedBy, kind, wifiConnections);
    }

    /** The same, with the device's Wi-Fi setting; {@code null} when it was not read. */
    public ResultFacts withWifiConnections(Boolean enabled) {
        return new ResultFacts(udid, host, attempt, reason, rawError, device, record, timings, decidedBy, impossibleTap, enabled);
    }
}
