package dev.trustline.trust.relation;

import dev.trustline.events.EventType;
import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.RelationResult;
import java.time.Instant;

/**
 * What is to be known beside a relation's state; none of it changes the state or its reason. Immutable.
 *
 * @param suspectedSince  when this device forgot another host, by the broker's clock, as far as no proof answered it:
 *                        this relation is to be verified; {@code null} if it is not
 * @param recordReplaced  usbmuxd on this host holds another record of this device than the one that works
 * @param forgottenAt     when this device last said that it had forgotten this host, by the broker's clock, {@code null} if never:
 *                        it outlives a new pairing, as the other relations are measured against it ({@link MassReset})
 * @param impossibleTap   why the tap on Trust that led here cannot have been a person's; {@code null} when nothing was odd
 * @param wifiConnections whether the device lets this host connect over Wi-Fi, as it last said; {@code null} if never
 */
public record Marks(Instant suspectedSince, boolean recordReplaced, Instant forgottenAt, ImpossibleTap impossibleTap,
        Boolean wifiConnections) {

    /** No mark at all. */
    public static final Marks NONE = new Marks(null, false, null);

    /** The marks that lead to a verification or to a choice of records. */
    public Marks(Instant suspectedSince, boolean recordReplaced, Instant forgottenAt) {
        this(suspectedSince, recordReplaced, forgottenAt, null, null);
    }

    /** Whether the relation is to be verified. */
    public boolean suspected() {
        return suspectedSince != null;
    }

    /**
     * The marks after a result of this relation.
     *
     * @param before the relation that takes it
     * @param at     when the broker took it
     */
    static Marks after(Relation before, RelationResult result, Instant at) {
        Marks marks = before.marks();
        boolean proven = result.status() == TrustStatus.TRUSTED;
        boolean answered = !proven || marks.suspectedSince == null || at.isAfter(marks.suspectedSince);
        boolean replaced = proven ? result.facts().reason() == Reason.RECORD_REPLACED
                : marks.recordReplaced && result.status() != TrustStatus.UNPAIRED;
        return new Marks(answered ? null : marks.suspectedSince, replaced,
                MassReset.isOne(before, result) ? MassReset.later(marks.forgottenAt, at) : marks.forgottenAt,
                marks.tapAfter(result), result.facts().wifiConnections() == null ? marks.wifiConnections : result.facts().wifiConnections());
    }

    /** Every new trust tells of its own tap; a proof of it tells nothing. */
    private ImpossibleTap tapAfter(RelationResult result) {
        return result.type() == EventType.VERIFIED ? impossibleTap : result.facts().impossibleTap();
    }

    /** The marks when the trust is over and nothing of the record is left. */
    Marks ended() {
        return new Marks(null, false, forgottenAt, null, wifiConnections);
    }

    /** The same, suspected since then; {@code null} if not. */
    Marks suspectedSince(Instant since) {
        return new Marks(since, recordReplaced, forgottenAt, impossibleTap, wifiConnections);
    }
}
