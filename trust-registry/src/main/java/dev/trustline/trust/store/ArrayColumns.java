package dev.trustline.trust.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The columns of many rows as array parameters of one statement with {@code unnest(?, ?, …)}: one round trip and one plan
 * whatever the number of rows. Text is made acceptable to PostgreSQL, which refuses NUL. Not thread-safe.
 */
final class ArrayColumns<T> {

    private final List<T> rows;
    private final List<Column> columns = new ArrayList<>();

    ArrayColumns(List<T> rows) {
        this.rows = rows;
    }

    ArrayColumns<T> text(Function<T, String> value) {
        return add("text", value.andThen(ArrayColumns::clean));
    }

    ArrayColumns<T> int4(Function<T, Integer> value) {
        return add("int4", value);
    }

    ArrayColumns<T> int8(Function<T, Long> value) {
        return add("int8", value);
    }

    ArrayColumns<T> bool(Function<T, Boolean> value) {
        return add("bool", value);
    }

    ArrayColumns<T> time(Function<T, Instant> value) {
        return add("timestamptz", value.andThen(v -> v == null ? null : v.toString()));
    }

    /** Sets the arrays as the statement's first parameters. */
    PreparedStatement bind(Connection connection, PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Column column : columns) {
            statement.setArray(index++, connection.createArrayOf(column.sqlType, column.values));
        }
        return statement;
    }

    /** Prepares, binds, executes and closes. Returns the number of rows touched. */
    int execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return bind(connection, statement).executeUpdate();
        }
    }

    private ArrayColumns<T> add(String sqlType, Function<T, ?> value) {
        columns.add(new Column(sqlType, rows.stream().map(value).toArray()));
        return this;
    }

    static String clean(String text) {
        return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', ' ');
    }

    private record Column(String sqlType, Object[] values) {}
}
