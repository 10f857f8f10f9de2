package dev.trustline.trust.relation;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.RelationResult;

/**
 * What is to be known beside a relation's state; none of it changes the state or its reason. Immutable.
 *
 * @param suspected      this device has forgotten another host, so this relation is to be verified
 * @param recordReplaced usbmuxd on this host holds another record of this device than the one that works
 */
public record Marks(boolean suspected, boolean recordReplaced) {

    /** No mark at all. */
    public static final Marks NONE = new Marks(false, false);

    /** The marks after a result: a proof answers every one of them, and says whether the record was replaced. */
    Marks after(RelationResult result) {
        if (result.status() == TrustStatus.TRUSTED) {
            return new Marks(false, result.facts().reason() == Reason.RECORD_REPLACED);
        }
        return result.status() == TrustStatus.UNPAIRED ? new Marks(suspected, false) : this;
    }
}
