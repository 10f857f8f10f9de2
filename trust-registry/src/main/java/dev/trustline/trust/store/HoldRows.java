package dev.trustline.trust.store;

import dev.trustline.trust.relation.HoldNote;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The table {@code hold}: where pairing is held and since when. Stateless. */
final class HoldRows {

    private static final String SAVE = """
            insert into hold (udid, host, since, epoch, sequence) select * from unnest(?, ?, ?, ?, ?)
            on conflict (udid, host) do update
              set since = excluded.since, epoch = excluded.epoch, sequence = excluded.sequence
              where (hold.epoch, hold.sequence) < (excluded.epoch, excluded.sequence)""";

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
