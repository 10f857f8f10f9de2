package dev.trustline.trust.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The table {@code consumer_offset}: how far each partition has gone in. Stateless. */
public final class OffsetRows {

    private static final String ADVANCE = """
            with moved as (
              update consumer_offset o set next_offset = v.next
                from unnest(?, ?, ?, ?) as v(topic, partition, expected, next)
               where o.topic = v.topic and o.partition = v.partition and o.next_offset = v.expected
              returning 1)
            select count(*), (extract(epoch from clock_timestamp()) * 1000)::bigint from moved""";
    private static final String INSERT = """
            insert into consumer_offset (topic, partition, next_offset)
            select * from unnest(?, ?, ?) on conflict do nothing""";
    private static final String CLOSE_GAPS = """
            with v as (select * from unnest(?, ?, ?) as v(topic, partition, next)),
                 gap as (insert into retention_gap (topic, partition, from_offset, to_offset, found_at)
                         select o.topic, o.partition, o.next_offset, v.next, clock_timestamp()
                           from consumer_offset o join v using (topic, partition) where o.next_offset < v.next
                         on conflict do nothing)
            update consumer_offset o set next_offset = v.next from v where o.topic = v.topic and o.partition = v.partition""";
    private static final String READ_TO_END = """
            update consumer_offset o set read_to_end_at = greatest(o.read_to_end_at, v.at)
              from unnest(?, ?, ?) as v(topic, partition, at)
             where o.topic = v.topic and o.partition = v.partition""";

    /**
     * Moves the offsets, if every one of them is still where the caller left it. The rows stay locked until the end of the
     * transaction, so that two copies never apply one partition side by side.
     *
     * @return the database's clock in milliseconds, or empty if any offset was elsewhere: then roll back
     */
    OptionalLong advance(Connection connection, List<OffsetAdvance> offsets) throws SQLException {
        List<OffsetAdvance> sorted = offsets.stream().sorted((a, b) -> a.partition().compareTo(b.partition())).toList();
        ArrayColumns<OffsetAdvance> columns = new ArrayColumns<>(sorted)
                .text(o -> o.partition().topic())
                .int4(o -> o.partition().partition())
                .int8(OffsetAdvance::expected)
                .int8(OffsetAdvance::next);
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE);
                ResultSet row = columns.bind(connection, statement).executeQuery()) {
            row.next();
            return row.getInt(1) == offsets.size() ? OptionalLong.of(row.getLong(2)) : OptionalLong.empty();
        }
    }

    /** The stored offsets of these partitions; one without a row is left out. */
    public Map<PartitionId, Long> read(Connection connection, Collection<PartitionId> partitions) throws SQLException {
        Map<PartitionId, Long> offsets = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("select topic, partition, next_offset from consumer_offset");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                PartitionId id = new PartitionId(row.getString(1), row.getInt(2));
                if (partitions.contains(id)) {
                    offsets.put(id, row.getLong(3));
                }
            }
        }
        return offsets;
    }

    /** Stores offsets where there are none yet. */
    public void insertMissing(Connection connection, Map<PartitionId, Long> offsets) throws SQLException {
        columns(offsets).int8(Map.Entry::getValue).execute(connection, INSERT);
    }

    /** Stores offsets over those that are there, and notes that the records in between are gone from the log. */
    public void closeGaps(Connection connection, Map<PartitionId, Long> offsets) throws SQLException {
        columns(offsets).int8(Map.Entry::getValue).execute(connection, CLOSE_GAPS);
    }

    /** Notes until when, by the broker's clock, these partitions have been read to their end. */
    public void readToEnd(Connection connection, Map<PartitionId, Instant> at) throws SQLException {
        columns(at).time(Map.Entry::getValue).execute(connection, READ_TO_END);
    }

    private static <V> ArrayColumns<Map.Entry<PartitionId, V>> columns(Map<PartitionId, V> rows) {
        return new ArrayColumns<>(rows.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList())
                .text(e -> e.getKey().topic())
                .int4(e -> e.getKey().partition());
    }
}
