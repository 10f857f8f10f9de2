package dev.trustline.trust.api;

import dev.trustline.trust.relation.CommandStatus;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.store.StoredCommand;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A command as REST shows it.
 *
 * @param id          its id; the answering event names it as {@code causationid}
 * @param command     what is asked
 * @param udid        the device, absent when it is about the whole host
 * @param host        the host that is asked
 * @param attempt     the attempt that it answers
 * @param lostHost    for unpair-lost-host: whose trust is to end
 * @param forSeconds  for announce-backup: for how long
 * @param status      {@code accepted}, {@code done}, {@code rejected} or {@code expired}
 * @param reason      the outcome's reason
 * @param requestedBy who asked
 * @param requestedAt when
 * @param expiresAt   until when the host may act on it
 * @param answeredAt  when the outcome was known
 * @param note        what the asker should know, for example that the host is silent
 */
@Schema(requiredProperties = {"id", "command", "host", "status", "requestedBy", "requestedAt", "expiresAt"})
public record CommandItem(String id, CommandVerb command, String udid, String host, Integer attempt, String lostHost, Integer forSeconds, CommandStatus status,
        String reason, String requestedBy, Instant requestedAt, Instant expiresAt, Instant answeredAt, String note) {

    static CommandItem of(StoredCommand c, String note) {
        return new CommandItem(c.id(), c.verb(), c.udid() == null ? null : c.udid().value(), c.host(), c.attempt(),
                c.lostHost() == null ? null : c.lostHost().host(), c.forSeconds(), c.status(), c.reason(),
                c.requestedBy(), c.createdAt(), c.expiresAt(), c.answeredAt(), note);
    }
}
