package dev.trustline.events.trust;

import dev.trustline.events.EventData;
import dev.trustline.events.EventType;
import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import java.time.Instant;
import java.util.Objects;

/**
 * A relation changed its state. The event that led here is the {@code causationid}.
 *
 * @param udid          the device
 * @param host          the host
 * @param from          the state before
 * @param to            the state now
 * @param reason        why
 * @param rawError      the device's own error string, {@code null} when it gave none
 * @param at            when, by the broker's clock
 * @param attempt       the attempt that led here
 * @param evidence      source and id of the event that led here, {@code <source>#<id>}
 * @param decidedBy     who or which rule decided, {@code null} when nothing was decided
 * @param timings       how long the phases took
 * @param version       the version of the state that this led to
 * @param impossibleTap why the tap that led here cannot have been a person's; {@code null} when nothing is odd
 */
public record TrustStateChanged(
        Udid udid,
        String host,
        TrustStatus from,
        TrustStatus to,
        Reason reason,
        String rawError,
        Instant at,
        int attempt,
        String evidence,
        String decidedBy,
        Timings timings,
        long version,
        ImpossibleTap impossibleTap) implements EventData {
    public TrustStateChanged {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
        timings = timings == null ? Timings.NONE : timings;
    }

    /** A transition with no odd tap. */
    public TrustStateChanged(Udid udid, String host, TrustStatus from, TrustStatus to, Reason reason, String rawError, Instant at,
            int attempt, String evidence, String decidedBy, Timings timings, long version) {
        this(udid, host, from, to, reason, rawError, at, attempt, evidence, decidedBy, timings, version, null);
    }

    @Override
    public EventType type() {
        return EventType.TRUST_STATE_CHANGED;
    }

    @Override
    public String subject() {
        return udid.value() + "/" + host;
    }
}
