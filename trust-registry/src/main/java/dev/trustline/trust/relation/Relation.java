package dev.trustline.trust.relation;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.EventType;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is believed about one device and one host. Immutable; {@link #apply} makes the next one.
 *
 * <pre>
 *            newer result, other state        newer result, same state        not newer
 *  state s ──────────────────────────▶ s'   s ────────────────────────▶ s    s ──────────▶ s
 *               Applied.Transition                Applied.Evidence             Applied.Stale
 * </pre>
 *
 * The host's pairing-service decides which state follows which, from what the device answered; this class decides only
 * whether a result is news. {@code since} stays when a state is confirmed. That usbmuxd had lost the record, or has another,
 * is what a proof found and no reason for trust: it stands as one only where nothing better is known, until the next proof.
 *
 * @param key         device and host
 * @param state       the state
 * @param reason      why
 * @param rawError    the device's own error string, {@code null} when it gave none
 * @param since       since when it is in this state, by the broker's clock
 * @param attempt     the attempt that led here
 * @param marks       what is to be known beside the state
 * @param device      what the device says of itself
 * @param record      the record in use, {@code null} when there is none
 * @param decidedBy   who or which rule let the alert be raised, {@code null} when nothing was decided
 * @param provenAt    when a session last proved it, by the broker's clock; {@code null} if never
 * @param version     rises with every change, never falls
 * @param applied     number of the last result that went in; {@link #NOTHING_APPLIED} if none
 * @param appliedAt   when the broker took that result
 * @param evidence    source and id of that result, {@code <source>#<id>}; {@code null} if none
 * @param traceparent trace context of that result, {@code null} if it had none
 */
public record Relation(
        RelationKey key,
        TrustStatus state,
        Reason reason,
        String rawError,
        Instant since,
        int attempt,
        Marks marks,
        DeviceFacts device,
        RecordFacts record,
        String decidedBy,
        Instant provenAt,
        long version,
        EventId applied,
        Instant appliedAt,
        String evidence,
        String traceparent) {

    /** Below every event's number. */
    public static final EventId NOTHING_APPLIED = new EventId(0, 0);

    private static final Set<Reason> FOUND_BY_PROOF = EnumSet.of(Reason.RESTORED, Reason.RECORD_REPLACED);

    public Relation {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(marks, "marks");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(applied, "applied");
        Objects.requireNonNull(appliedAt, "appliedAt");
    }

    /** A relation about which nothing has been said yet. */
    public static Relation unknown(RelationKey key, Instant since) {
        return new Relation(key, TrustStatus.UNKNOWN, Reason.NEVER_ATTEMPTED, null, since, 0, Marks.NONE, DeviceFacts.NONE,
                null, null, null, 0, NOTHING_APPLIED, since, null, null);
    }

    /**
     * Takes a result.
     *
     * @param result      what the host says
     * @param origin      its number, place and time
     * @param clockMillis the database's clock: the next version is at least that
     */
    public Applied apply(RelationResult result, Origin origin, long clockMillis) {
        if (origin.id().compareTo(applied) <= 0) {
            return stale(origin);
        }
        boolean lost = lostBefore(origin);
        Relation next = next(result, origin, clockMillis);
        return next.state == state && !isNew()
                ? new Applied.Evidence(next, lost)
                : new Applied.Transition(next, transition(next, result, origin), lost);
    }

    /**
     * Takes the number of a result that says nothing about the state, so that the next result's {@code previous} fits.
     */
    public Applied note(Origin origin, long clockMillis) {
        if (origin.id().compareTo(applied) <= 0) {
            return stale(origin);
        }
        Relation next = new Relation(key, state, reason, rawError, since, attempt, marks, device, record, decidedBy,
                provenAt, nextVersion(clockMillis), origin.id(), origin.at(), origin.evidence(), origin.traceparent());
        return new Applied.Evidence(next, lostBefore(origin));
    }

    /** The same, suspected since then or, with {@code null}, no longer; a change, so the version rises. */
    Relation suspectedSince(Instant time, long clockMillis) {
        return new Relation(key, state, reason, rawError, since, attempt, marks.suspectedSince(time), device, record, decidedBy,
                provenAt, nextVersion(clockMillis), applied, appliedAt, evidence, traceparent);
    }

    /**
     * Takes from another host that it ended this trust on the device, as this host is lost. The number of what this host said
     * itself stays, so that it is heard again if it comes back.
     *
     * @param origin the other host's event
     * @return empty if this host has said something later, or nothing is left to end
     */
    public Optional<Applied.Transition> endedElsewhere(Origin origin, long clockMillis) {
        if (state == TrustStatus.UNPAIRED || appliedAt.isAfter(origin.at())) {
            return Optional.empty();
        }
        Relation next = new Relation(key, TrustStatus.UNPAIRED, Reason.BY_US, null, origin.at(), attempt,
                marks.ended(), device, null, decidedBy, provenAt, nextVersion(clockMillis), applied,
                appliedAt, origin.evidence(), origin.traceparent());
        return Optional.of(new Applied.Transition(next, new StateTransition(key, state, TrustStatus.UNPAIRED, Reason.BY_US, null,
                origin.at(), attempt, origin.evidence(), null, Timings.NONE, next.version, origin.traceparent(), null), false));
    }

    /** Whether no result ever went in. */
    public boolean isNew() {
        return applied.equals(NOTHING_APPLIED);
    }

    private Applied.Stale stale(Origin origin) {
        boolean wentBack = origin.id().epoch() < applied.epoch() && origin.at().isAfter(appliedAt);
        return new Applied.Stale(this, wentBack);
    }

    private boolean lostBefore(Origin origin) {
        return origin.id().epoch() == applied.epoch() && origin.previous() != applied.sequence();
    }

    private Relation next(RelationResult result, Origin origin, long clockMillis) {
        ResultFacts facts = result.facts();
        boolean proven = result.status() == TrustStatus.TRUSTED;
        return new Relation(
                key,
                result.status(),
                reasonAfter(result),
                facts.rawError(),
                result.status() == state && !isNew() ? since : origin.at(),
                facts.attempt(),
                Marks.after(this, result, origin.at()),
                newer(facts.device(), device),
                recordAfter(result),
                facts.decidedBy() == null ? decidedBy : facts.decidedBy(),
                proven ? origin.at() : provenAt,
                nextVersion(clockMillis),
                origin.id(),
                origin.at(),
                origin.evidence(),
                origin.traceparent());
    }

    /** A proof of what is trusted anyway keeps the reason, unless that was only what an earlier proof had found. */
    private Reason reasonAfter(RelationResult result) {
        Reason said = result.facts().reason();
        boolean confirms = state == TrustStatus.TRUSTED && result.type() == EventType.VERIFIED
                && (said == Reason.ALREADY_TRUSTED || FOUND_BY_PROOF.contains(said));
        return confirms && !FOUND_BY_PROOF.contains(reason) ? reason : said;
    }

    /**
     * Unpaired means that there is none any more; else what the result does not name stays. So does a sealed HostID: that the
     * host has no lab key now does not open or close what it deposited before.
     */
    private RecordFacts recordAfter(RelationResult result) {
        RecordFacts said = result.facts().record();
        if (result.status() == TrustStatus.UNPAIRED) {
            return null;
        }
        if (said == null) {
            return record;
        }
        boolean deposited = record != null && said.sealedHostId() == null && said.fingerprint().equals(record.fingerprint());
        return deposited ? said.withSealedHostId(record.sealedHostId()) : said;
    }

    private StateTransition transition(Relation next, RelationResult result, Origin origin) {
        ResultFacts facts = result.facts();
        return new StateTransition(key, state, next.state, facts.reason(), facts.rawError(), origin.at(), facts.attempt(),
                origin.evidence(), facts.decidedBy(), facts.timings(), next.version, origin.traceparent(), facts.impossibleTap());
    }

    private long nextVersion(long clockMillis) {
        return Math.max(version + 1, clockMillis);
    }

    private static DeviceFacts newer(DeviceFacts said, DeviceFacts known) {
        return new DeviceFacts(
                said.name() == null ? known.name() : said.name(),
                said.productType() == null ? known.productType() : said.productType(),
                said.productVersion() == null ? known.productVersion() : said.productVersion(),
                said.deviceClass() == null ? known.deviceClass() : said.deviceClass());
    }
}
