package dev.trustline.trust.relation;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.AuthenticationPromptResolved;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import dev.trustline.events.result.PromptResult;
import java.time.Instant;
import java.util.Objects;

/**
 * What a device asked its owner, as one host heard it: facts beside the relation, never a state of it. Immutable; {@link #take} makes
 * the next one. A device shows one such question at a time, so whatever comes later ends one that was up.
 *
 * @param key           device and host
 * @param backupConsent the question about a backup
 * @param announcedBy   how the host knew of the last backup, {@code null} if it did not say
 * @param otherwise     what it asked while no backup was announced
 * @param applied       the number of the last result that went in
 */
public record Prompts(RelationKey key, Asked backupConsent, BackupAnnouncement announcedBy, Asked otherwise, EventId applied) {

    public Prompts {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(backupConsent, "backupConsent");
        Objects.requireNonNull(otherwise, "otherwise");
        Objects.requireNonNull(applied, "applied");
    }

    /** A device that has asked nothing yet. */
    public static Prompts none(RelationKey key) {
        return new Prompts(key, Asked.NEVER, null, Asked.NEVER, Relation.NOTHING_APPLIED);
    }

    /** Takes a result; one that is not newer than the last changes nothing. */
    public Prompts take(PromptResult result, Origin origin) {
        if (origin.id().compareTo(applied) <= 0) {
            return this;
        }
        Instant at = origin.at();
        if (result instanceof BackupConsentRequested asked) {
            return new Prompts(key, backupConsent.requested(at), asked.announcedBy(), otherwise.gone(), origin.id());
        }
        if (result instanceof AuthenticationPromptRequested) {
            return new Prompts(key, backupConsent.gone(), announcedBy, otherwise.requested(at), origin.id());
        }
        return resolved(result, at, origin.id());
    }

    /** Whichever it was said to be, nothing is up any more. */
    private Prompts resolved(PromptResult result, Instant at, EventId id) {
        boolean backup = result instanceof BackupConsentResolved;
        boolean other = result instanceof AuthenticationPromptResolved;
        return new Prompts(key, backup ? backupConsent.resolved(at) : backupConsent.gone(), announcedBy,
                other ? otherwise.resolved(at) : otherwise.gone(), id);
    }

    /**
     * One kind of question. All times are the broker's.
     *
     * @param count       how often it came up
     * @param requestedAt when last, {@code null} if never
     * @param resolvedAt  when one was last seen to be gone, {@code null} if never
     * @param openSince   since when it is up, {@code null} if it is not
     */
    public record Asked(long count, Instant requestedAt, Instant resolvedAt, Instant openSince) {
        /** It never came up. */
        public static final Asked NEVER = new Asked(0, null, null, null);

        private Asked requested(Instant at) {
            return new Asked(count + 1, at, resolvedAt, at);
        }

        private Asked resolved(Instant at) {
            return new Asked(count, requestedAt, at, null);
        }

        private Asked gone() {
            return new Asked(count, requestedAt, resolvedAt, null);
        }
    }
}
