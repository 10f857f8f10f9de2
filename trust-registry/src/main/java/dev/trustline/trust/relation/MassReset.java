package dev.trustline.trust.relation;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.RelationResult;
import java.time.Instant;
import java.util.Collection;

/**
 * Resetting Location & Privacy on a phone makes it forget every host at once, but only the host whose cable it is on hears of
 * it. So one relation that was forgotten makes the same phone's other ones doubtful, until a session proves them.
 *
 * <p>Only broker times decide: a trusted relation is suspected exactly if another one of the same phone was forgotten at a time
 * at which, or after which, there is no proof of this one. So results may come in any order of the hosts, again, and in batches
 * of any size: the marks end the same. Stateless.
 */
public final class MassReset {

    /** Who asks for the verification where the phone is within reach. */
    public static final String RULE = "rule:mass-reset";

    private MassReset() {
    }

    /**
     * Whether this result says that the device no longer knows a host that it was to know. Trust that was idle for too long or
     * that ended with the setup assistant is no sign of a reset, and neither is trust that an operator ended before.
     */
    static boolean isOne(Relation before, RelationResult result) {
        boolean endedByUs = before.state() == TrustStatus.UNPAIRED && before.reason() == Reason.BY_US;
        return result.status() == TrustStatus.REVOKED && result.facts().reason() == Reason.HOST_FORGOTTEN && !endedByUs;
    }

    /**
     * Since when a relation is to be suspected.
     *
     * @param relation   the relation
     * @param samePhones relations of the same device, this one among them or not
     * @return by the broker's clock; {@code null} if it is not to be
     */
    static Instant suspectedSince(Relation relation, Collection<Relation> samePhones) {
        if (relation.state() != TrustStatus.TRUSTED) {
            return null;
        }
        Instant newest = relation.marks().suspectedSince();
        for (Relation other : samePhones) {
            if (!other.key().equals(relation.key())) {
                newest = later(newest, other.marks().forgottenAt());
            }
        }
        boolean answered = newest == null || relation.provenAt() != null && relation.provenAt().isAfter(newest);
        return answered ? null : newest;
    }

    /** The later of two times; {@code null} is before every time. */
    static Instant later(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? b : a;
    }
}
