package dev.trustline.trust.store;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.trust.relation.Prompts;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code prompt}: what devices asked their owners. Stateless. */
final class PromptRows {

    private static final String COLUMNS = "udid, host, backup_count, backup_requested_at, backup_resolved_at, backup_open_since, "
            + "backup_announced_by, other_count, other_requested_at, other_resolved_at, other_open_since, epoch, sequence";
    private static final String LOAD = "select " + COLUMNS + " from prompt join unnest(?, ?) k(udid, host) using (udid, host)";
    private static final String SAVE = "insert into prompt (" + COLUMNS + ") select * from unnest(?" + ", ?".repeat(12) + """
            ) on conflict (udid, host) do update set
              backup_count = excluded.backup_count, backup_requested_at = excluded.backup_requested_at,
              backup_resolved_at = excluded.backup_resolved_at, backup_open_since = excluded.backup_open_since,
              backup_announced_by = excluded.backup_announced_by, other_count = excluded.other_count,
              other_requested_at = excluded.other_requested_at, other_resolved_at = excluded.other_resolved_at,
              other_open_since = excluded.other_open_since, epoch = excluded.epoch, sequence = excluded.sequence
              where (prompt.epoch, prompt.sequence) < (excluded.epoch, excluded.sequence)""";

    /** What is known of these relations, as far as they ever asked anything. */
    Map<RelationKey, Prompts> load(Connection connection, Collection<RelationKey> keys) throws SQLException {
        Map<RelationKey, Prompts> found = new HashMap<>();
        ArrayColumns<RelationKey> columns = new ArrayColumns<>(List.copyOf(keys)).text(k -> k.udid().value()).text(RelationKey::host);
        try (PreparedStatement statement = connection.prepareStatement(LOAD);
                ResultSet row = columns.bind(connection, statement).executeQuery()) {
            while (row.next()) {
                Prompts prompts = read(row, new RelationKey(new Udid(row.getString("udid")), row.getString("host")));
                found.put(prompts.key(), prompts);
            }
        }
        return found;
    }

    /** Writes these, each only over an older one. */
    void save(Connection connection, List<Prompts> prompts) throws SQLException {
        if (!prompts.isEmpty()) {
            new ArrayColumns<>(prompts)
                    .text(p -> p.key().udid().value())
                    .text(p -> p.key().host())
                    .int8(p -> p.backupConsent().count())
                    .time(p -> p.backupConsent().requestedAt())
                    .time(p -> p.backupConsent().resolvedAt())
                    .time(p -> p.backupConsent().openSince())
                    .text(p -> p.announcedBy() == null ? null : p.announcedBy().wireText())
                    .int8(p -> p.otherwise().count())
                    .time(p -> p.otherwise().requestedAt())
                    .time(p -> p.otherwise().resolvedAt())
                    .time(p -> p.otherwise().openSince())
                    .int8(p -> p.applied().epoch())
                    .int8(p -> p.applied().sequence())
                    .execute(connection, SAVE);
        }
    }

    /** Of a row that may be an outer join's; {@code null} where the device never asked anything. */
    static Prompts read(ResultSet row, RelationKey key) throws SQLException {
        Long count = row.getObject("backup_count", Long.class);
        if (count == null) {
            return null;
        }
        String announcedBy = row.getString("backup_announced_by");
        return new Prompts(key,
                new Prompts.Asked(count, Columns.time(row, "backup_requested_at"), Columns.time(row, "backup_resolved_at"),
                        Columns.time(row, "backup_open_since")),
                announcedBy == null ? null : BackupAnnouncement.ofWireText(announcedBy),
                new Prompts.Asked(row.getLong("other_count"), Columns.time(row, "other_requested_at"),
                        Columns.time(row, "other_resolved_at"), Columns.time(row, "other_open_since")),
                new EventId(row.getLong("epoch"), row.getLong("sequence")));
    }
}
