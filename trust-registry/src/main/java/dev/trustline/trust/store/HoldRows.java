package dev.trustline.trust.store;

import dev.trustline.trust.relation.HoldNote;
import dev.trustline.trust.relation.HostHoldNote;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables {@code hold} and {@code host_hold}: where pairing is held and since when. Stateless. */
final class HoldRows {

    private static final String SAVE = """
            insert into hold (udid, host, since, epoch, sequence) select * from unnest(?, ?, ?, ?, ?)
            on conflict (udid, host) do update
              set since = excluded.since, epoch = excluded.epoch, sequence = excluded.sequence
              where (hold.epoch, hold.sequence) < (excluded.epoch, excluded.sequence)""";

    private static final String SAVE_HOSTS = """
            insert into host_hold (host, since, held_by, why, epoch, sequence) select * from unnest(?, ?, ?, ?, ?, ?)
            on conflict (host) do update
              set since = case when excluded.since is null then null else coalesce(host_hold.since, excluded.since) end,
                  held_by = excluded.held_by, why = excluded.why, epoch = excluded.epoch, sequence = excluded.sequence
              where (host_hold.epoch, host_hold.sequence) < (excluded.epoch, excluded.sequence)""";

    /** Writes these of whole hosts, each only over an older one. */
    void saveHosts(Connection connection, List<HostHoldNote> notes) throws SQLException {
        if (!notes.isEmpty()) {
            new ArrayColumns<>(notes)
                    .text(HostHoldNote::host)
                    .time(HostHoldNote::since)
                    .text(HostHoldNote::heldBy)
                    .text(HostHoldNote::why)
                    .int8(n -> n.said().epoch())
                    .int8(n -> n.said().sequence())
                    .execute(connection, SAVE_HOSTS);
        }
    }

    /** Writes these, each only over an older one. */
    void save(Connection connection, List<HoldNote> notes) throws SQLException {
        if (!notes.isEmpty()) {
            new ArrayColumns<>(notes)
                    .text(n -> n.key().udid().value())
                    .text(n -> n.key().host())
                    .time(HoldNote::since)
                    .int8(n -> n.said().epoch())
                    .int8(n -> n.said().sequence())
                    .execute(connection, SAVE);
        }
    }
}
