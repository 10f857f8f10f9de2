package dev.trustline.trust.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reading how the registry itself is, the same from every copy. Stateless. */
public final class StatusQueries {

    private static final String PUBLISHER = "select instance, since from publisher where instance <> 'none'";
    private static final String GAPS = "select * from retention_gap order by found_at desc, topic, partition limit 100";

    /** Who took the role of the publisher last; empty if nobody ever did. */
    public Optional<Publishing> publisher(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLISHER); ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(new Publishing(row.getString("instance"), Columns.time(row, "since"))) : Optional.empty();
        }
    }

    /** What retention deleted before it was read, newest first, at most 100. */
    public List<RetentionGap> gaps(Connection connection) throws SQLException {
        List<RetentionGap> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(GAPS); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new RetentionGap(row.getString("topic"), row.getInt("partition"), row.getLong("from_offset"),
                        row.getLong("to_offset"), Columns.time(row, "found_at")));
            }
        }
        return found;
    }

    /**
     * Which copy publishes.
     *
     * @param instance its name
     * @param since    since when, by the database's clock
     */
    public record Publishing(String instance, Instant since) {}

    /**
     * Records that were deleted before they were read.
     *
     * @param topic      the topic
     * @param partition  its partition
     * @param fromOffset the first offset that was not read
     * @param toOffset   where reading went on
     * @param foundAt    when that was seen, by the database's clock
     */
    public record RetentionGap(String topic, int partition, long fromOffset, long toOffset, Instant foundAt) {}
}
