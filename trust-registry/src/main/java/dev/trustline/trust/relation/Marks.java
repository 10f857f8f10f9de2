package dev.trustline.trust.relation;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.RelationResult;
import java.time.Instant;

/**
 * What is to be known beside a relation's state; none of it changes the state or its reason. Immutable.
 *
 * @param suspectedSince when this device forgot another host, by the broker's clock, as far as no proof answered it:
 *                       this relation is to be verified; {@code null} if it is not
 * @param recordReplaced usbmuxd on this host holds another record of this device than the one that works
 * @param forgottenAt    when this device last said that it had forgotten this host, by the broker's clock, {@code null} if never:
 *                       it outlives a new pairing, as the other relations are measured against it ({@link MassReset})
 */
public record Marks(Instant suspectedSince, boolean recordReplaced, Instant forgottenAt) {

    /** No mark at all. */
    public static final Marks NONE = new Marks(null, false, null);

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
                MassReset.isOne(before, result) ? MassReset.later(marks.forgottenAt, at) : marks.forgottenAt);
    }

    /** The same, suspected since then; {@code null} if not. */
    Marks suspectedSince(Instant since) {
        return new Marks(since, recordReplaced, forgottenAt);
    }
}
