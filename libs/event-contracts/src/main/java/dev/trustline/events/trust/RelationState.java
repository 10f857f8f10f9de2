package dev.trustline.events.trust;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.EventData;
import dev.trustline.events.EventType;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * The newest state of one relation, whole. A reader ignores a record whose {@code version} is lower than one it has seen.
 *
 * @param udid           the device
 * @param host           the host
 * @param state          the state
 * @param reason         why
 * @param rawError       the device's own error string, {@code null} when it gave none
 * @param since          since when it is in this state, by the broker's clock
 * @param attempt        the attempt that led here
 * @param suspected      a mark beside the state: another host was forgotten by this device, this one is to be verified
 * @param device         what the device says of itself
 * @param record         the record in use, {@code null} when there is none
 * @param decidedBy      who or which rule let the alert be raised, {@code null} when nothing was decided
 * @param provenAt       when a session last proved it, by the broker's clock; {@code null} if never
 * @param version        rises with every change of this relation, never falls
 * @param applied        per service the number of the last event that went in
 * @param suspectedSince since when it is suspected, by the broker's clock; {@code null} when it is not
 * @param recordReplaced a mark beside the state: usbmuxd holds another record than the one that works; {@code null} when it
 *                   does not, or when that is not known
 */
public record RelationState(
        Udid udid,
        String host,
        TrustStatus state,
        Reason reason,
        String rawError,
        Instant since,
        int attempt,
        boolean suspected,
        DeviceFacts device,
        RecordFacts record,
        String decidedBy,
        Instant provenAt,
        long version,
        Map<String, Applied> applied,
        Instant suspectedSince,
        Boolean recordReplaced) implements EventData {
    public RelationState {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        device = device == null ? DeviceFacts.NONE : device;
        applied = applied == null ? Map.of() : Map.copyOf(applied);
    }

    /** A state without marks of its own time. */
    public RelationState(Udid udid, String host, TrustStatus state, Reason reason, String rawError, Instant since, int attempt,
            boolean suspected, DeviceFacts device, RecordFacts record, String decidedBy, Instant provenAt, long version,
            Map<String, Applied> applied) {
        this(udid, host, state, reason, rawError, since, attempt, suspected, device, record, decidedBy, provenAt, version, applied,
                null, null);
    }

    @Override
    public EventType type() {
        return EventType.TRUST_STATE;
    }

    @Override
    public String subject() {
        return udid.value() + "/" + host;
    }

    /** The number of an event that went in. */
    public record Applied(long epoch, long sequence) {}
}
