package dev.trustline.trust.store;

import dev.trustline.events.ImpossibleTap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reading single columns whose JDBC getters do not say {@code null}. Stateless. */
final class Columns {

    private Columns() {
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static ImpossibleTap tap(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : ImpossibleTap.ofWireText(text);
    }

    static Integer int4(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }
}
