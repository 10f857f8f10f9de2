package dev.trustline.trust.api;

import dev.trustline.events.RecordFacts;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.store.LostHost;
import dev.trustline.trust.store.TrustQueries;
import dev.trustline.trust.store.TrustQueries.SeenRelation;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which host's trust a command ends from another host. That needs the HostID which the lost host deposited with its results,
 * sealed under the lab's key. Stateless.
 */
final class LostHosts {

    private final TrustQueries relations;
    private final HostNotes notes;

    LostHosts(TrustQueries relations, HostNotes notes) {
        this.relations = relations;
        this.notes = notes;
    }

    /** The lost host that a request names; {@code null} where the command is about no other host. */
    LostHost named(Connection connection, RelationKey asked, CommandVerb verb, CommandRequest request) throws SQLException {
        if (verb != CommandVerb.UNPAIR_LOST_HOST) {
            if (request.lostHost() != null || request.force() != null) {
                throw ApiProblem.badRequest("lostHost and force belong to unpair-lost-host only.");
            }
            return null;
        }
        String lost = Parameters.host(request.lostHost() == null ? "" : request.lostHost());
        if (lost.equals(asked.host())) {
            throw ApiProblem.badRequest("lostHost is the host that is asked: unpair ends its own trust.");
        }
        RecordFacts record = record(connection, new RelationKey(asked.udid(), lost));
        if (!Boolean.TRUE.equals(request.force()) && notes.reports(connection, lost)) {
            throw ApiProblem.conflict("Host " + lost + " still reports: ask it to unpair, or say \"force\": true.");
        }
        return new LostHost(lost, record.fingerprint(), record.sealedHostId());
    }

    private RecordFacts record(Connection connection, RelationKey key) throws SQLException {
        SeenRelation seen = relations.find(connection, key)
                .orElseThrow(() -> ApiProblem.notFound("Nothing is known about this device at host " + key.host() + "."));
        RecordFacts record = seen.relation().record();
        if (record == null || record.sealedHostId() == null) {
            throw ApiProblem.conflict("Host " + key.host() + " has deposited no HostID for this device: it must have had a lab key"
                    + " (pairing.lab-key-file) when it was last heard of. Reset Location & Privacy on the device instead.");
        }
        return record;
    }
}
