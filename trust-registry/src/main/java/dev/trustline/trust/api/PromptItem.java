package dev.trustline.trust.api;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.trust.presence.PresenceState;
import dev.trustline.trust.relation.Prompts;
import dev.trustline.trust.store.TrustQueries.SeenRelation;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a device asked its owner, beside the state: for consent to a backup, or for passcode or face whatever for. How it was answered
 * nobody outside can tell.
 *
 * @param count       how often, at this host
 * @param requestedAt when last, by the broker's clock; absent if a question was only seen to go
 * @param resolvedAt  when one was last gone
 * @param open        whether it asks now, as far as is known: the cable has been in since
 * @param announcedBy for a backup: how the host knew of the last one, {@code command} or {@code device}
 */
@Schema(requiredProperties = {"count", "open"})
public record PromptItem(long count, Instant requestedAt, Instant resolvedAt, boolean open, BackupAnnouncement announcedBy) {

    /** Consent to a backup; {@code null} if the device never asked for that. */
    static PromptItem backupConsent(SeenRelation seen) {
        Prompts prompts = seen.prompts();
        return prompts == null ? null : of(seen, prompts.backupConsent(), prompts.announcedBy());
    }

    /** Anything else; {@code null} if the device never asked. */
    static PromptItem authenticationPrompt(SeenRelation seen) {
        return seen.prompts() == null ? null : of(seen, seen.prompts().otherwise(), null);
    }

    private static PromptItem of(SeenRelation seen, Prompts.Asked asked, BackupAnnouncement announcedBy) {
        return asked.equals(Prompts.Asked.NEVER) ? null
                : new PromptItem(asked.count(), asked.requestedAt(), asked.resolvedAt(), isOpen(seen, asked.openSince()), announcedBy);
    }

    /** A host that was down when the cable was pulled could not say that the question is out of sight. */
    private static boolean isOpen(SeenRelation seen, Instant since) {
        boolean pulled = seen.presence() != null
                && (seen.presence() != PresenceState.ATTACHED || seen.presenceSince().isAfter(since == null ? Instant.MAX : since));
        return since != null && !pulled;
    }
}
