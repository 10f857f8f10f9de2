package dev.trustline.trust.store;

import dev.trustline.events.Udid;
import dev.trustline.trust.relation.CommandStatus;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.RelationKey;
import java.time.Instant;
import java.util.Objects;

/**
 * A command as it stands in the database.
 *
 * @param id          its event's number as text
 * @param verb        what is asked
 * @param udid        the device; {@code null} when it is about the whole host
 * @param host        the host that is asked
 * @param attempt     the attempt that it answers, {@code null} for most
 * @param lostHost    for {@code unpair-lost-host}: whose trust is to end; else {@code null}
 * @param forSeconds  for {@code announce-backup}: for how long; else {@code null}
 * @param requestedBy who asked
 * @param createdAt   by the database's clock
 * @param expiresAt   until when the host may act on it
 * @param status      how it stands
 * @param reason      the outcome's reason, {@code null} before there is one
 * @param answeredAt  by the database's clock, {@code null} before there is an answer
 * @param traceparent W3C trace context, {@code null} if there is none
 */
public record StoredCommand(
        String id,
        CommandVerb verb,
        Udid udid,
        String host,
        Integer attempt,
        LostHost lostHost,
        Integer forSeconds,
        String requestedBy,
        Instant createdAt,
        Instant expiresAt,
        CommandStatus status,
        String reason,
        Instant answeredAt,
        String traceparent) {

    public StoredCommand {
        Objects.requireNonNull(host, "host");
    }

    /** Device and host; {@code null} when it is about the whole host. */
    public RelationKey key() {
        return udid == null ? null : new RelationKey(udid, host);
    }
}
