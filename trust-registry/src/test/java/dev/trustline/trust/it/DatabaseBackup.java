package dev.trustline.trust.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Every table and number of the registry as it was, to be put back while the registry runs. */
final class DatabaseBackup implements AutoCloseable {

    private final DataSource dataSource;
    private final List<String> tables = new ArrayList<>();
    private long sequence;

    private DatabaseBackup(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    static DatabaseBackup take(DataSource dataSource) throws SQLException {
        DatabaseBackup backup = new DatabaseBackup(dataSource);
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read");
            try (ResultSet row = statement.executeQuery("select tablename from pg_tables where schemaname = 'public' "
                    + "and tablename not like 'flyway%'")) {
                while (row.next()) {
                    backup.tables.add(row.getString(1));
                }
            }
            statement.execute("create schema backup");
            for (String table : backup.tables) {
                statement.execute("create table backup." + table + " as select * from public." + table);
            }
            try (ResultSet row = statement.executeQuery("select last_value from registry_sequence")) {
                row.next();
                backup.sequence = row.getLong(1);
            }
            connection.commit();
        }
        return backup;
    }

    void putBack() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // as a restore does it: rows first, triggers later
            statement.execute("set local session_replication_role = replica");
            statement.execute("truncate " + String.join(", ", tables));
            for (String table : tables) {
                statement.execute("insert into public." + table + " overriding system value select * from backup." + table);
            }
            statement.execute("select setval('registry_sequence', " + sequence + ")");
            connection.commit();
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("drop schema backup cascade");
        }
    }
}
