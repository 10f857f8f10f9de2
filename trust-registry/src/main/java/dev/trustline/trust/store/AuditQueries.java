package dev.trustline.trust.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reading who asked for what, and whether that was tampered with. Stateless. */
public final class AuditQueries {

    private static final String LIST = "select number, at, actor, action, command_id, udid, host, attempt, hash from command_audit "
            + "where number < ? order by number desc limit ?";
    private static final String CHAIN = """
            select coalesce(max(number), 0) as rows_end, min(number) filter (where broken) as broken_at,
                   (select number from audit_head) as head, (select hash from audit_head) as head_hash,
                   (select hash from command_audit order by number desc limit 1) as last_hash,
                   (select count(*) from command c where not exists (select 1 from command_audit a where a.command_id = c.id)) as unrecorded
              from (select number, number <> lag(number, 1, 0::bigint) over w + 1
                           or hash <> audit_hash(lag(hash, 1, '') over w, number, at, actor, action, command_id, udid, host, attempt) as broken
                      from command_audit window w as (order by number)) chained""";

    /** The rows below that number, newest first. */
    public List<AuditRow> list(Connection connection, long below, int limit) throws SQLException {
        List<AuditRow> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setLong(1, below);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String udid = row.getString("udid");
                    found.add(new AuditRow(row.getLong("number"), Columns.time(row, "at"), row.getString("actor"), row.getString("action"),
                            row.getString("command_id"), udid.equals(CommandRows.WHOLE_HOST) ? null : udid, row.getString("host"),
                            Columns.int4(row, "attempt"), row.getString("hash")));
                }
            }
        }
        return found;
    }

    /** Walks the whole chain. */
    public Chain chain(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHAIN); ResultSet row = statement.executeQuery()) {
            row.next();
            long end = row.getLong("rows_end");
            long head = row.getLong("head");
            Long brokenAt = row.getObject("broken_at", Long.class);
            String hash = row.getString("head_hash");
            if (brokenAt != null) {
                return new Chain(false, head, hash, brokenAt, "Row " + brokenAt + " was changed, or a row before it was changed or removed.");
            }
            if (end != head || end > 0 && !hash.equals(row.getString("last_hash"))) {
                return new Chain(false, head, hash, end + 1, "The newest rows are missing, or were exchanged: " + end + " are there of " + head + ".");
            }
            long unrecorded = row.getLong("unrecorded");
            return unrecorded > 0 ? new Chain(false, head, hash, null, unrecorded + " commands have no row.") : new Chain(true, head, hash, null, null);
        }
    }

    /**
     * One thing that was asked.
     *
     * @param number    its place in the chain, from 1
     * @param at        when, by the database's clock
     * @param actor     who, or which rule
     * @param action    the command's verb
     * @param commandId the command
     * @param udid      the device, {@code null} for a whole host
     * @param host      the host
     * @param attempt   the attempt that it answers, {@code null} for most
     * @param hash      SHA-256 over this row and the hash of the row before, in hex
     */
    public record AuditRow(long number, Instant at, String actor, String action, String commandId, String udid, String host, Integer attempt,
            String hash) {}

    /**
     * What a walk along the chain found.
     *
     * @param whole    whether every row is there and as it was written
     * @param rows     how many rows were ever written
     * @param head     the hash of the newest one; kept elsewhere it shows a chain that was written anew as a whole
     * @param brokenAt the first row that does not fit; {@code null} where none or no single one is to blame
     * @param why      what was found, in one sentence; {@code null} if it is whole
     */
    public record Chain(boolean whole, long rows, String head, Long brokenAt, String why) {}
}
